import { beforeEach, expect, test, vi } from 'vitest';
import { noteDrafts, sendNoteDrafts, versionFor } from './note-drafts';

const draft = { content: 'Mine.', version: 2, revision: 1 };
const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

beforeEach(() => localStorage.clear());

test('a star in between is no change of the text, another text is', () => {
  expect(versionFor(draft, { version: 3, revision: 1, content: 'Old.' })).toMatchObject({ version: 3, revision: 1 });
  expect(versionFor(draft, { version: 3, revision: 2, content: 'Mine.' })).toMatchObject({ version: 3, revision: 2 });
  expect(versionFor(draft, { version: 3, revision: 2, content: 'Theirs.' })).toBe(draft);
  expect(versionFor(draft, { version: 1, revision: 1, content: 'Old.' })).toBe(draft);
});

test('a draft without an editor is saved on the version that it belongs to; one that is being written is left to its editor', async () => {
  const put: unknown[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return answer(200, { id: 'a', version: 5, revision: 1, content: 'Old.' });
    put.push(await request.json());
    return answer(200, { id: 'a', version: 6, revision: 2, content: 'Mine.' });
  });
  noteDrafts.write('a', draft);
  const end = noteDrafts.edit('a');
  await sendNoteDrafts();
  expect(put).toEqual([]);
  end();
  await sendNoteDrafts();
  expect(put).toEqual([{ content: 'Mine.', version: 5 }]);
  expect(noteDrafts.read('a')).toBeNull();
});

test('a draft over a text that was changed elsewhere waits to be decided', async () => {
  vi.stubGlobal('fetch', async (request: Request) => (request.method === 'GET' ? answer(200, { id: 'a', version: 5, revision: 2, content: 'Theirs.' }) : answer(409, { code: 'version_conflict' })));
  noteDrafts.write('a', draft);
  await sendNoteDrafts();
  expect(noteDrafts.read('a')).toEqual(draft);
});

test('writing goes on where there is no room for a draft', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementationOnce(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  expect(() => noteDrafts.write('a', draft)).not.toThrow();
});
