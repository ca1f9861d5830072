import type { SearchFilters } from '@cortex/contract';

/** How many documents, or tags, a conversation can be kept to; the backend takes no more. */
export const MOST = 200;

const toggled = (list: readonly string[] | null | undefined, entry: string) => (list?.includes(entry) ? list.filter((other) => other !== entry) : [...(list ?? []), entry].slice(0, MOST));

/** What a conversation asks of: some tags or some documents, never both, since both would have to hold. Null: the whole library. */
function scopeOf(filters: SearchFilters | null | undefined, change: Pick<SearchFilters, 'tags' | 'item_ids'>): SearchFilters | null {
  const wanted = { ...filters, tags: change.tags?.length ? change.tags : null, item_ids: change.item_ids?.length ? change.item_ids : null };
  const set = Object.entries(wanted).filter(([, value]) => value !== null && value !== undefined);
  return set.length > 0 ? Object.fromEntries(set) : null;
}

export const withTag = (filters: SearchFilters | null | undefined, tag: string) => scopeOf(filters, { tags: toggled(filters?.tags, tag) });

export const withItem = (filters: SearchFilters | null | undefined, id: string) => scopeOf(filters, { item_ids: toggled(filters?.item_ids, id) });
