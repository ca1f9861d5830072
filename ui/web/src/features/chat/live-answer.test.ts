import { expect, test } from 'vitest';
import { after, asked } from './live-answer';

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
