import type { SearchHit } from '@cortex/contract';
import { formatSpan, type Span } from '../../lib/spans';

const LEAD = 60;
const MOST_SPANS = 12;

export interface Shown {
  readonly text: string;
  readonly words: readonly Span[];
  readonly meaning: Span | null;
}

/** A hit's snippet, begun near what matched so that it is within the first lines. */
export function shownSnippet(hit: Pick<SearchHit, 'snippet' | 'highlights' | 'sentence' | 'start' | 'matched'>): Shown {
  const sentence = hit.sentence ? { start: hit.sentence.start - hit.start, end: hit.sentence.end - hit.start } : null;
  const matches = [hit.highlights[0]?.start, sentence && sentence.end > 0 ? Math.max(0, sentence.start) : undefined].filter((at) => at !== undefined);
  const first = matches.length > 0 ? Math.min(...matches) : 0;
  let from = 0;
  if (first > LEAD) {
    const space = hit.snippet.indexOf(' ', first - LEAD + 12);
    from = space > 0 && space < first ? space + 1 : first;
  }
  const lead = from > 0 ? '… ' : '';
  const move = (span: Span): Span => ({ start: span.start - from + lead.length, end: span.end - from + lead.length });
  return {
    text: lead + hit.snippet.slice(from).replaceAll(/\s/g, ' '),
    words: hit.highlights.map(move).filter((span) => span.end > lead.length),
    meaning: sentence ? move(sentence) : null,
  };
}

/** Where a hit opens: at its sentence where the meaning found it, else at the words that matched. */
export function placeOf(hit: Pick<SearchHit, 'sentence' | 'highlights' | 'start' | 'end' | 'matched' | 'chunk_id'>): { readonly hash: string; readonly by: 'meaning' | undefined } {
  if (hit.matched.includes('words') && hit.highlights.length > 0)
    return { hash: hit.highlights.slice(0, MOST_SPANS).map((span) => formatSpan({ start: hit.start + span.start, end: hit.start + span.end })).join(','), by: undefined };
  if (hit.sentence) return { hash: formatSpan(hit.sentence), by: 'meaning' };
  return hit.chunk_id === null ? { hash: '', by: undefined } : { hash: formatSpan(hit), by: 'meaning' };
}
