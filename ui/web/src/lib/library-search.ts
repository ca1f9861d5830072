import type { SearchFilters } from '@cortex/contract';
import { oneOf, textOf } from './address';
import { parseSpan, type Span } from './spans';
import type { ItemFilters } from './library';

/** What stands in the address of the library: the query and its filters. */
export interface LibrarySearch extends ItemFilters {
  readonly q?: string | undefined;
  readonly when?: 'day' | 'week' | 'month' | 'year' | undefined;
  /** How the marked passage was found. */
  readonly by?: 'meaning' | undefined;
}

/** Takes what is known and leaves out the rest. */
export function readLibrarySearch(raw: Record<string, unknown>): LibrarySearch {
  const found: LibrarySearch = {
    q: textOf(raw.q),
    tag: textOf(raw.tag),
    type: oneOf(raw.type, ['note', 'webpage', 'file']),
    status: oneOf(raw.status, ['pending', 'processing', 'completed', 'failed']),
    starred: raw.starred === true || raw.starred === 'true' ? true : undefined,
    sort: oneOf(raw.sort, ['newest', 'oldest', 'updated', 'title']),
    when: oneOf(raw.when, ['day', 'week', 'month', 'year']),
    by: oneOf(raw.by, ['meaning']),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** The spans of an address's fragment: `12-80`, or several with commas. */
export const spansOf = (hash: string): Span[] => hash.replace(/^#/, '').split(',').map(parseSpan).filter((span) => span !== null);

const DAYS = { day: 1, week: 7, month: 31, year: 365 };

/** The first day of a time span that ends today. */
function sinceDay(when: LibrarySearch['when'], now = new Date()): string | undefined {
  if (!when) return undefined;
  return new Date(now.getTime() - DAYS[when] * 86_400_000).toISOString().slice(0, 10);
}

/** What a list is asked for by its address; only what is set. */
export function filtersOf({ tag, type, status, starred, sort, when }: LibrarySearch): ItemFilters {
  const filters = { tag, type, status, starred, sort, after: sinceDay(when) };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

/** The address of a search that was kept. */
export const searchOf = (query: string, filters: SearchFilters | null): LibrarySearch =>
  readLibrarySearch({ q: query, tag: filters?.tags?.[0], type: filters?.types?.[0], starred: filters?.starred ?? undefined });

/** Whether two searches are narrowed alike: by the tag, the type and the star, which are what the list offers. */
export function sameFilters(one: SearchFilters | null, other: SearchFilters | null): boolean {
  const text = (filters: SearchFilters | null) => JSON.stringify(searchOf('', filters));
  return text(one) === text(other);
}
