import type { Citation, Item } from '@cortex/contract';
import type { Span } from '../../lib/spans';

/** Where a citation stands in the text of today: where it stood, else where its words are found again; null where they are no more. */
export function findQuote(item: Pick<Item, 'text' | 'revision'>, citation: Pick<Citation, 'start' | 'end' | 'quote' | 'revision'>): Span | null {
  if (item.revision === citation.revision || item.text.slice(citation.start, citation.end) === citation.quote) return { start: citation.start, end: citation.end };
  // The nearest to where it was.
  let best = -1;
  for (let at = item.text.indexOf(citation.quote); at >= 0 && citation.quote; at = item.text.indexOf(citation.quote, at + 1)) {
    if (best < 0 || Math.abs(at - citation.start) < Math.abs(best - citation.start)) best = at;
  }
  return best < 0 ? null : { start: best, end: best + citation.quote.length };
}
