import type { ItemSummary } from '@cortex/contract';
import { oneOf, textOf } from '../../lib/address';

export const strengths = [0.3, 0.5, 0.7] as const;
/** How many documents can be asked for beyond the first 500. */
const limits = [1_000, 2_000, 5_000] as const;
export const DEFAULT_LIMIT = 500;

/** What stands in the address of the graph. */
export interface GraphSearch {
  readonly strength?: (typeof strengths)[number];
  readonly type?: ItemSummary['content_type'];
  readonly tag?: string;
  readonly limit?: (typeof limits)[number];
  /** Instead of the drawing, its list alone. */
  readonly view?: 'list';
  /** The chosen document. */
  readonly focus?: string;
}

/** Takes what is known and leaves out the rest. */
export function readGraphSearch(raw: Record<string, unknown>): GraphSearch {
  return only({
    strength: oneOf(raw.strength, strengths),
    type: oneOf(raw.type, ['note', 'webpage', 'file']),
    tag: textOf(raw.tag),
    limit: oneOf(raw.limit, limits),
    view: oneOf(raw.view, ['list']),
    focus: textOf(raw.focus),
  });
}

export type GraphChange = { readonly [Name in keyof GraphSearch]?: GraphSearch[Name] | undefined };

const only = (search: GraphChange) => Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as GraphSearch;

export const changed = (search: GraphSearch, change: GraphChange): GraphSearch => only({ ...search, ...change });

/** Everything that narrows, taken off. */
export const unfiltered: GraphChange = { strength: undefined, type: undefined, tag: undefined };

export const isFiltered = ({ strength, type, tag }: GraphSearch) => strength !== undefined || type !== undefined || tag !== undefined;

/** The next larger number of documents; null at the most. */
export const moreThan = (limit: number) => limits.find((next) => next > limit) ?? null;
