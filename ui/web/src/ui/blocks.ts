import type { Block } from '@cortex/contract';

/** Blocks of an item as a page has them: single ones, lists that may nest, quotes, tables. */
export type Section =
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly entries: readonly ListEntry[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'table'; readonly rows: readonly Block[] };

interface ListEntry {
  readonly block: Block;
  readonly children: readonly Section[];
}

const isOrdered = (block: Block) => block.number !== null && block.number !== undefined;

function lists(blocks: readonly Block[]): Section[] {
  const sections: Section[] = [];
  const level = Math.min(...blocks.map((block) => block.level ?? 1));
  let at = 0;
  while (at < blocks.length) {
    const ordered = isOrdered(blocks[at]!);
    const entries: { block: Block; children: Section[] }[] = [];
    while (at < blocks.length && ((blocks[at]!.level ?? 1) > level || isOrdered(blocks[at]!) === ordered || entries.length === 0)) {
      const block = blocks[at]!;
      at += 1;
      if ((block.level ?? 1) <= level || entries.length === 0) {
        entries.push({ block, children: [] });
        continue;
      }
      const from = at - 1;
      while (at < blocks.length && (blocks[at]!.level ?? 1) > level) at += 1;
      entries.at(-1)!.children.push(...lists(blocks.slice(from, at)));
    }
    sections.push({ kind: 'list', ordered, entries });
  }
  return sections;
}

/** Puts neighbours together: list items, quotes and table rows that follow each other are one list, quote or table. */
export function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Section[] = [];
  let at = 0;
  while (at < blocks.length) {
    const { kind } = blocks[at]!;
    if (kind !== 'list_item' && kind !== 'quote' && kind !== 'table_row') {
      sections.push({ kind: 'block', block: blocks[at]! });
      at += 1;
      continue;
    }
    const from = at;
    while (at < blocks.length && blocks[at]!.kind === kind) at += 1;
    const run = blocks.slice(from, at);
    if (kind === 'list_item') sections.push(...lists(run));
    else if (kind === 'quote') sections.push({ kind: 'quote', blocks: run });
    else sections.push({ kind: 'table', rows: run });
  }
  return sections;
}

export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly marks: readonly Block['marks'][number][];
}

/** Cuts a block where a mark or a span begins or ends. */
export function piecesOf(block: Pick<Block, 'start' | 'end' | 'marks'>, spans: readonly { readonly start: number; readonly end: number }[]): Piece[] {
  const edges = new Set([block.start, block.end]);
  for (const { start, end } of [...block.marks, ...spans]) {
    if (start > block.start && start < block.end) edges.add(start);
    if (end > block.start && end < block.end) edges.add(end);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1]!;
    return { start, end, marks: block.marks.filter((mark) => mark.start <= start && mark.end >= end) };
  });
}
