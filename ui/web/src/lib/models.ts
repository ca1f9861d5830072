import type { AiSettingsReport } from '@cortex/contract';

const LOCAL = new Set(['', 'built-in', 'ollama', 'scripted', 'openai-compatible']);

export interface ChatModel {
  readonly provider: string;
  /** Empty: sentences of the library, no model. */
  readonly name: string;
  readonly local: boolean;
}

const isLoopback = (address: string) => /^https?:\/\/(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:|\/|$)/i.test(address);

/** The first model that is asked in conversations, and whether questions leave this machine for it. */
export function chatModelOf(ai: AiSettingsReport | undefined): ChatModel {
  const chosen = ai?.tasks['chat']?.value.split(',')[0]?.trim() ?? '';
  const at = chosen.indexOf(':');
  const provider = at < 0 ? '' : chosen.slice(0, at);
  const address = ai?.addresses[provider]?.value;
  return { provider, name: chosen.slice(at + 1), local: address ? isLoopback(address) : LOCAL.has(provider) };
}
