/** A half-open span of UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Reads `start-end`, as it stands in an address; null where it is no span. */
export function parseSpan(text: string): Span | null {
  const match = /^(\d{1,9})-(\d{1,9})$/.exec(text);
  if (!match) return null;
  const [start, end] = [Number(match[1]), Number(match[2])];
  return end > start ? { start, end } : null;
}

export const formatSpan = (span: Span) => `${span.start}-${span.end}`;

/** Cuts a text at spans: pieces in order, each marked or not. Spans that overlap or lie outside are cut to fit. */
export function cut(text: string, spans: readonly Span[]): { readonly text: string; readonly marked: boolean }[] {
  const pieces: { text: string; marked: boolean }[] = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const start = Math.max(at, span.start);
    const end = Math.min(text.length, span.end);
    if (end <= start) continue;
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false });
    pieces.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}
