import type { SearchFilters } from '@cortex/contract';
import { api, read } from '../../lib/api';
import { drafts } from '../../lib/drafts';

// A first question waits here until its conversation's page asks it.
const waiting = new Map<string, string>();

/** Begins a conversation with a question and returns its id. */
export async function beginWith(question: string, filters: SearchFilters | null): Promise<string> {
  const { id } = await read(api.POST('/api/conversations', { body: filters ? { filters } : {} }));
  waiting.set(id, question);
  // Kept until it is taken.
  drafts.write(`chat.${id}`, question);
  return id;
}

export function takeQuestion(id: string): string | undefined {
  const question = waiting.get(id);
  waiting.delete(id);
  return question;
}
