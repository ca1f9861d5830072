import type { AiSettingsReport } from '@cortex/contract';

const LOCAL = new Set(['', 'built-in', 'ollama', 'scripted', 'openai-compatible']);

export interface ChatModel {
  readonly provider: string;
  /** Empty: sentences of the library, no model. */
  readonly name: string;
  readonly local: boolean;
}

const isLoopback = (address: string) => /^https?:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:|\/|$)/i.test(address);

const nobody: ChatModel = { provider: '', name: '', local: true };

/** The first model that is asked in conversations, as the mode lets it, and whether questions leave this machine for it. */
export function chatModelOf(ai: Pick<AiSettingsReport, 'mode' | 'tasks' | 'addresses'> | undefined): ChatModel {
  const chosen = (ai?.tasks['chat']?.value ?? '').split(',').map((text) => text.trim()).filter(Boolean);
  const models = chosen.map((text): ChatModel => {
    const at = text.indexOf(':');
    const provider = at < 0 ? '' : text.slice(0, at);
    const address = ai?.addresses[provider]?.value;
    return { provider, name: text.slice(at + 1), local: address ? isLoopback(address) : LOCAL.has(provider) };
  });
  const here = models.find((model) => model.local);
  const first = ai?.mode.value === 'local' ? here : ai?.mode.value === 'hybrid' ? (here ?? models[0]) : models[0];
  return first ?? nobody;
}
