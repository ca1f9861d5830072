import { expect, test } from 'vitest';
import { changeFor, choiceOf } from './choice';

const value = (text: string) => ({ value: text, origin: 'stored', overridden_by: null });

test.each([
  ['hybrid', '', 'library'],
  ['cloud', '', 'library'],
  ['local', 'ollama:qwen3:4b', 'ollama'],
  ['hybrid', 'ollama:qwen3:4b', 'hybrid'],
  ['cloud', 'openai:gpt', 'cloud'],
] as const)('mode %s with the model “%s” is %s', (mode, chat, choice) => expect(choiceOf({ mode: value(mode), tasks: { chat: value(chat) } })).toBe(choice));

test('no choice names a model: nothing is sent by choosing', () => {
  expect(changeFor('cloud')).toEqual({ mode: 'cloud' });
  expect(changeFor('library')).toEqual({ mode: 'local', tasks: { chat: null } });
});
