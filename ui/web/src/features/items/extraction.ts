import type { Item } from '@cortex/contract';

export interface Extraction {
  readonly summary: string | null;
  readonly concepts: readonly string[];
  readonly entities: readonly string[];
}

const record = (value: unknown): Record<string, unknown> | null => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null);

function names(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry: unknown) => (typeof entry === 'string' ? entry : record(entry)?.['name'] ?? record(entry)?.['text'])).filter((name): name is string => typeof name === 'string');
}

/** What was understood of an item, where the backend says it: summary, concepts, entities. */
export function extractionOf(item: Item): Extraction | null {
  const found = record((item as Item & { readonly extraction?: unknown }).extraction);
  if (!found) return null;
  return { summary: typeof found['summary'] === 'string' ? found['summary'] : null, concepts: names(found['concepts']), entities: names(found['entities']) };
}
