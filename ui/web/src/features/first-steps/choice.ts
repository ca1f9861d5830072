import type { AiSettingsReport } from '@cortex/contract';
import type { AiChange } from '../../lib/providers';

export const choices = ['library', 'ollama', 'hybrid', 'cloud'] as const;

/** Where answers come from. */
export type Choice = (typeof choices)[number];

/** What the settings of now amount to. While no model is chosen, nothing is asked, whatever the mode. */
export function choiceOf({ mode, tasks }: Pick<AiSettingsReport, 'mode' | 'tasks'>): Choice {
  if (!tasks['chat']?.value) return 'library';
  if (mode.value === 'local') return 'ollama';
  return mode.value === 'cloud' ? 'cloud' : 'hybrid';
}

/** What is stored for a choice. A model is chosen by a second step: nothing is sent anywhere before. */
export function changeFor(choice: Choice): AiChange {
  if (choice === 'library') return { mode: 'local', tasks: { chat: null } };
  return { mode: choice === 'ollama' ? 'local' : choice };
}
