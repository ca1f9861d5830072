import type { Block } from '@cortex/contract';
import { expect, test } from 'vitest';
import { piecesOf, sectionsOf } from './blocks';

const block = (kind: Block['kind'], start: number, rest: Partial<Block> = {}): Block => ({ kind, start, end: start + 2, marks: [], ...rest }) as Block;

test('list items become one list, deeper ones lists within their parent', () => {
  const [list] = sectionsOf([block('list_item', 0, { level: 1 }), block('list_item', 3, { level: 2 }), block('list_item', 6, { level: 3 }), block('list_item', 9, { level: 1 })]);
  expect(list).toMatchObject({ kind: 'list', ordered: false, entries: [{ children: [{ kind: 'list', entries: [{ children: [{ kind: 'list' }] }] }] }, { children: [] }] });
});

test('a numbered list after a bulleted one is another list', () => {
  const sections = sectionsOf([block('list_item', 0, { level: 1 }), block('list_item', 3, { level: 1, number: 1 }), block('list_item', 6, { level: 1, number: 2 })]);
  expect(sections).toMatchObject([{ ordered: false, entries: [{}] }, { ordered: true, entries: [{}, {}] }]);
});

test('a list that begins deep and comes back up loses no item', () => {
  const blocks = [3, 1, 2, 1].map((level, index) => block('list_item', index * 3, { level }));
  const count = (sections: ReturnType<typeof sectionsOf>): number => sections.reduce((sum, section) => sum + (section.kind === 'list' ? section.entries.reduce((all, entry) => all + 1 + count([...entry.children]), 0) : 1), 0);
  expect(count(sectionsOf(blocks))).toBe(4);
});

test('rows and quotes that follow each other belong together', () => {
  expect(sectionsOf([block('table_row', 0), block('table_row', 3), block('paragraph', 6), block('quote', 9), block('quote', 12)]).map((section) => section.kind)).toEqual(['table', 'block', 'quote']);
});

test('a block is cut where marks and spans begin and end, and nothing of it is lost', () => {
  const pieces = piecesOf({ start: 10, end: 30, marks: [{ kind: 'bold', start: 12, end: 20 } as Block['marks'][number]] }, [{ start: 0, end: 15 }, { start: 18, end: 99 }]);
  expect(pieces.map((piece) => [piece.start, piece.end, piece.marks.length])).toEqual([[10, 12, 0], [12, 15, 1], [15, 18, 1], [18, 20, 1], [20, 30, 0]]);
});
