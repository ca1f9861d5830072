import type { ProviderReport } from '@cortex/contract';
import { expect, test } from 'vitest';
import { destinationOf } from './destination';

const provider = (id: string, local: boolean): ProviderReport => ({ id, name: id.toUpperCase(), address: `https://${id}.example/`, local, needs_key: !local, reachable: null, version: null, code: null, error: null, models: [] });
const providers = [provider('ollama', true), provider('openai', false)];

test('text goes where the mode lets it, and not to what is merely chosen', () => {
  const tasks = { chat: { chosen: ['openai:x', 'ollama:y'], asked: ['ollama:y'] }, grading: { chosen: [], asked: [] }, extraction: { chosen: ['openai:x'], asked: ['openai:x', 'openai:z', 'ollama:y'] } };
  expect(destinationOf({ tasks, providers }, 'chat')).toEqual({ away: [], here: ['OLLAMA'] });
  expect(destinationOf({ tasks, providers }, 'grading')).toEqual({ away: [], here: [] });
  expect(destinationOf({ tasks, providers }, 'extraction')).toEqual({ away: [{ name: 'OPENAI', address: 'https://openai.example/' }], here: ['OLLAMA'] });
  expect(destinationOf({ tasks, providers }, 'unknown')).toEqual({ away: [], here: [] });
});
