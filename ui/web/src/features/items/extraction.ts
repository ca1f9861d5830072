import type { Item } from '@cortex/contract';

export interface Extraction {
  readonly summary: string | null;
  readonly concepts: readonly string[];
  readonly entities: readonly string[];
}

const most = 12;

/** What was understood of an item, for the rail: its summary, its weightiest concepts, its most mentioned entities. */
export function extractionOf(item: Item): Extraction | null {
  const found = item.extraction;
  if (!found) return null;
  const summary = found.summary.map((sentence) => sentence.text).join(' ');
  return { summary: summary || null, concepts: found.concepts.slice(0, most).map((concept) => concept.phrase), entities: found.entities.slice(0, most).map((entity) => entity.name) };
}
