import type { Message } from '@cortex/contract';
import { expect, test } from 'vitest';
import { after, asked, isKept, lost } from './live-answer';

const status = (state: 'writing' | 'restarted' | 'found') => ({ type: 'status', state, text: null, message_id: 'm', passages: null }) as const;

test('chunks are put together, and a restart voids them', () => {
  let answer = asked('why?');
  for (const event of [status('writing'), { type: 'chunk', content: 'It ' }, { type: 'chunk', content: 'is' }] as const) answer = after(answer, event);
  expect(answer).toMatchObject({ question: 'why?', messageId: 'm', state: 'writing', text: 'It is', done: false });
  expect(after(answer, status('restarted')).text).toBe('');
});

test('an error ends it and says why', () => {
  expect(after(asked('why?'), { type: 'error', code: 'provider_failed', message: 'No.', message_id: null })).toMatchObject({ done: true, error: { message: 'No.' } });
});

test('a question that was not taken when the socket closed can be asked again; one that was goes on', () => {
  expect(lost(asked('why?'))).toMatchObject({ done: true, question: 'why?', error: { code: 'offline' } });
  const taken = after(asked('why?'), status('writing'));
  expect(lost(taken)).toBe(taken);
});

test('a failure stands once: the kept message takes the place of what was on its way', () => {
  const failed = after(asked('why?'), { type: 'error', code: 'provider_failed', message: 'No.', message_id: 'm' });
  const message = (status: Message['status']) => ({ id: 'm', status }) as Message;
  expect(isKept(failed, [message('answering')])).toBe(false);
  expect(isKept(failed, [message('failed')])).toBe(true);
  expect(isKept(asked('why?'), [message('failed')])).toBe(false);
});
