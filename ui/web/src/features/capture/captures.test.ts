import { beforeEach, expect, test, vi } from 'vitest';

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const item = (id: string) => answer(201, { id, title: id });
const settled = () => new Promise((wake) => setTimeout(wake, 5));

beforeEach(() => {
  localStorage.clear();
  vi.resetModules();
  vi.stubGlobal('navigator', { ...navigator, locks: { request: (_: string, work: () => unknown) => work() } });
});

const load = async () => (await import('./captures')).useCaptures;

test('a note that could not be sent waits through a reload, with its tags', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('gone')));
  const before = await load();
  before.getState().note('A thought.', ['one']);
  await settled();
  expect(before.getState().all[0]).toMatchObject({ state: 'failed', offline: true });

  vi.resetModules();
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    sent.push(await request.json());
    return item('kept');
  });
  const after = await load();
  after.getState().retryOffline();
  await settled();
  expect(sent).toEqual([{ content: 'A thought.', source: 'web', tags: ['one'] }]);
  expect(after.getState().all[0]).toMatchObject({ state: 'kept', itemId: 'kept' });
  vi.resetModules();
  expect((await load()).getState().all).toEqual([]);
});

test('dismissing puts away what is kept only; what failed is given up by itself', async () => {
  vi.stubGlobal('fetch', async (request: Request) => ((await request.clone().text()).includes('good') ? item('good') : answer(422, { code: 'validation_failed', detail: 'No.' })));
  const captures = await load();
  captures.getState().note('good', []);
  captures.getState().note('bad', []);
  await settled();
  captures.getState().dismiss();
  expect(captures.getState().all.map((capture) => [capture.label, capture.state, capture.error])).toEqual([['bad', 'failed', 'No.']]);
  captures.getState().discard(captures.getState().all[0]!.key);
  expect(captures.getState().all).toEqual([]);
  vi.resetModules();
  expect((await load()).getState().all).toEqual([]);
});

test('many files go a few at a time, and are let go of when they are kept', async () => {
  let [now, most] = [0, 0];
  vi.stubGlobal('fetch', async () => {
    most = Math.max(most, (now += 1));
    await new Promise((wake) => setTimeout(wake, 1));
    now -= 1;
    return answer(200, { files: [{ name: 'a', outcome: 'created', item: { id: 'a', title: 'a' }, error: null }], created: 1, unchanged: 0, failed: 0 });
  });
  const captures = await load();
  captures.getState().files(Array.from({ length: 20 }, (_, at) => new File(['x'], `${at}.txt`)));
  await vi.waitFor(() => expect(captures.getState().all.every((capture) => capture.state === 'kept' && !capture.what)).toBe(true));
  expect(most).toBe(6);
});
