import { cut, type Span } from '../lib/spans';

interface Props {
  readonly text: string;
  /** What the words matched. */
  readonly words?: readonly Span[];
  /** The sentence whose meaning matched. */
  readonly meaning?: Span | null;
}

/** A text with the highlighter on it: amber where words matched, teal where the meaning did. */
export function Marked({ text, words = [], meaning }: Props) {
  let at = 0;
  return cut(text, meaning ? [meaning] : []).flatMap((piece) => {
    const offset = at;
    at += piece.text.length;
    const inside = words.map((span) => ({ start: span.start - offset, end: span.end - offset }));
    return cut(piece.text, inside).map((part, index) => {
      const key = `${offset}.${index}`;
      if (part.marked) return <mark key={key}>{part.text}</mark>;
      return piece.marked ? (
        <mark key={key} className="meaning">
          {part.text}
        </mark>
      ) : (
        <span key={key}>{part.text}</span>
      );
    });
  });
}
