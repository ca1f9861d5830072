import { expect, test } from 'vitest';
import { chatModelOf } from './models';

const value = (text: string) => ({ value: text, origin: 'stored', overridden_by: null });
const settings = (mode: string, chat: string) => ({ mode: value(mode), tasks: { chat: value(chat) }, addresses: { openai: value('https://api.openai.com/v1'), ollama: value('http://127.0.0.1:11434') } });

test.each([
  ['local', '', '', true],
  ['local', 'openai:gpt', '', true],
  ['local', 'openai:gpt, ollama:qwen3:4b', 'qwen3:4b', true],
  ['hybrid', 'openai:gpt, ollama:qwen3:4b', 'qwen3:4b', true],
  ['hybrid', 'openai:gpt', 'gpt', false],
  ['cloud', 'openai:gpt, ollama:qwen3:4b', 'gpt', false],
])('mode %s with “%s” asks “%s” first', (mode, chat, name, local) => expect(chatModelOf(settings(mode, chat))).toMatchObject({ name, local }));
