import type { Block, Item } from '@cortex/contract';
import { Fragment, memo, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { isWebAddress } from '../lib/format';
import type { Span } from '../lib/spans';
import { piecesOf, sectionsOf, type Section } from './blocks';

interface Props {
  readonly item: Pick<Item, 'id' | 'title' | 'text' | 'blocks' | 'content' | 'revision'>;
  /** What was found or cited: marked, and scrolled to. */
  readonly spans?: readonly Span[];
  readonly by?: 'words' | 'meaning';
  /** Everything but the marked passage steps back. */
  readonly dimmed?: boolean;
  readonly small?: boolean;
}

const none: readonly Span[] = [];

/** An item's text as its blocks tell it. Every character comes from the text; nothing of it is read as HTML. */
export const Document = memo(function Document({ item, spans = none, by = 'words', dimmed = false, small = false }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const sections = useMemo(() => sectionsOf(withoutTitle(item, spans)), [item, spans]);
  const spanKey = spans.map((span) => `${span.start}-${span.end}`).join();
  useEffect(() => {
    root.current?.querySelector('mark.cited')?.scrollIntoView({ block: 'center' });
  }, [item.id, item.revision, spanKey]);

  // An item that is not read yet has no blocks: what was captured stands as it is.
  const unread = item.blocks.length === 0;
  const text = unread ? item.content : item.text;
  const context: Context = { text, spans, by, first: spans[0]?.start ?? -1 };
  return (
    <div ref={root} dir="auto" className={`reading ${small ? 'small' : ''} ${dimmed && spans.length > 0 ? 'dimmed' : ''}`}>
      {unread ? <p className="whitespace-pre-wrap">{text}</p> : sections.map((section, index) => <SectionView key={index} section={section} context={context} />)}
    </div>
  );
});

interface Context {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly by: 'words' | 'meaning';
  readonly first: number;
}

// The title stands above already, unmarked: where it is what was found, it stands again.
function withoutTitle(item: Props['item'], spans: readonly Span[]): readonly Block[] {
  const [first, ...rest] = item.blocks;
  return first?.kind === 'heading' && !spans.some((span) => span.start < first.end && span.end > first.start) && item.text.slice(first.start, first.end).trim() === item.title.trim() ? rest : item.blocks;
}

function SectionView({ section, context }: { readonly section: Section; readonly context: Context }): ReactNode {
  switch (section.kind) {
    case 'block':
      return <BlockView block={section.block} context={context} />;
    case 'quote':
      return (
        <blockquote dir="auto">
          {section.blocks.map((block) => (
            <p key={block.start}>
              <Inline block={block} context={context} />
            </p>
          ))}
        </blockquote>
      );
    case 'table':
      return (
        <div className="table" role="region" tabIndex={0} aria-label={context.text.slice(section.rows[0]!.start, section.rows[0]!.end).replaceAll('\t', ', ')}>
          <table>
            <tbody>
              {section.rows.map((row) => (
                <tr key={row.start}>
                  {cellsOf(row, context.text).map((cell) => (
                    <td key={cell.start} dir="auto">
                      <Inline block={cell} context={context} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'list': {
      const List = section.ordered ? 'ol' : 'ul';
      return (
        <List>
          {section.entries.map(({ block, children }) => (
            <li key={block.start} dir="auto" value={block.number ?? undefined}>
              <Inline block={block} context={context} />
              {children.map((child, index) => (
                <SectionView key={index} section={child} context={context} />
              ))}
            </li>
          ))}
        </List>
      );
    }
  }
}

function BlockView({ block, context }: { readonly block: Block; readonly context: Context }) {
  const inline = <Inline block={block} context={context} />;
  if (block.kind === 'code')
    return (
      <pre dir="ltr" tabIndex={0}>
        <code>{inline}</code>
      </pre>
    );
  if (block.kind !== 'heading') return <p dir="auto">{inline}</p>;
  const Heading = `h${Math.min(6, (block.level ?? 1) + 1)}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
  return <Heading dir="auto">{inline}</Heading>;
}

function cellsOf(row: Block, text: string) {
  let start = row.start;
  return text
    .slice(row.start, row.end)
    .split('\t')
    .map((cell) => {
      const found = { start, end: start + cell.length, marks: row.marks };
      start = found.end + 1;
      return found;
    });
}

function Inline({ block, context }: { readonly block: Pick<Block, 'start' | 'end' | 'marks'>; readonly context: Context }) {
  return piecesOf(block, context.spans).map((piece) => {
    let node: ReactNode = context.text.slice(piece.start, piece.end);
    for (const mark of piece.marks) {
      if (mark.kind === 'code') node = <code>{node}</code>;
      else if (mark.kind === 'bold') node = <strong>{node}</strong>;
      else if (mark.kind === 'italic') node = <em>{node}</em>;
      else if (mark.kind === 'strike') node = <s>{node}</s>;
    }
    const link = piece.marks.find((mark) => mark.kind === 'link');
    if (link?.href && isWebAddress(link.href))
      node = (
        <a href={link.href} target="_blank" rel="noreferrer noopener">
          {node}
        </a>
      );
    if (context.spans.some((span) => span.start <= piece.start && span.end >= piece.end))
      node = <mark className={`cited ${context.by === 'meaning' ? 'meaning' : ''} ${piece.start <= context.first ? 'first' : ''}`}>{node}</mark>;
    return <Fragment key={piece.start}>{node}</Fragment>;
  });
}
