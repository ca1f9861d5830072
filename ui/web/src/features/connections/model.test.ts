import type { ItemGraph } from '@cortex/contract';
import { expect, test } from 'vitest';
import { shownOf } from '../../lib/evidence';
import { changed, isFiltered, moreThan, readGraphSearch, unfiltered } from './graph-search';
import { modelOf, neighboursOf } from './model';

const node = (id: string, title = id): ItemGraph['nodes'][number] => ({ id, title, content_type: 'note', tags: 0 });
const edge = (a: string, b: string): ItemGraph['edges'][number] => ({ a, b, strength: 0.5, kinds: ['similar'] });

test('the most connected come first, then by title', () => {
  const model = modelOf({ nodes: [node('1', 'B'), node('2', 'Hub'), node('3', 'A')], edges: [edge('1', '2'), edge('2', '3')], truncated: false });
  expect(model.nodes.map(({ title, degree }) => [title, degree])).toEqual([['Hub', 2], ['A', 1], ['B', 1]]);
  expect([...neighboursOf(model, '1')]).toEqual(['2']);
  expect([...neighboursOf(model, 'gone')]).toEqual([]);
});

test('the address is read for what is known, and no more', () => {
  expect(readGraphSearch({ strength: 0.5, type: 'note', tag: 'home', limit: 2000, view: 'list', focus: 'a', other: 1 })).toEqual({ strength: 0.5, type: 'note', tag: 'home', limit: 2000, view: 'list', focus: 'a' });
  expect(readGraphSearch({ strength: 0.51, type: 'song', limit: 9_999, view: 'cube', tag: 2024 })).toEqual({ tag: '2024' });
});

test('filters are taken off without what is chosen', () => {
  const search = readGraphSearch({ strength: 0.7, tag: 'home', focus: 'a' });
  expect(isFiltered(search)).toBe(true);
  expect(changed(search, unfiltered)).toEqual({ focus: 'a' });
  expect(isFiltered(changed(search, unfiltered))).toBe(false);
});

test('more is offered up to 5,000', () => expect([500, 1_000, 2_000, 5_000].map(moreThan)).toEqual([1_000, 2_000, 5_000, null]));

test('a connection shows its nearest passage, its names and its time', () => {
  const none = { own: null, other: null, similarity: null, name: null, type: null, seconds_apart: null };
  const similar = (similarity: number, quote: string) => ({ ...none, kind: 'similar' as const, similarity, other: { item_id: 'b', start: 3, end: 9, quote } });
  const name = (named: string) => ({ ...none, kind: 'shared_entity' as const, name: named });
  const base = { item_id: 'b', title: 'B', content_type: 'note' as const, strength: 0.5 };
  const evidence = [similar(0.5, 'far'), similar(0.8, 'near'), name('Noor'), name('Noor'), name('Tomasz'), { ...none, kind: 'saved_together' as const, seconds_apart: 4_000 }];
  expect(shownOf({ ...base, evidence })).toEqual({ passage: { start: 3, end: 9, quote: 'near' }, names: ['Noor', 'Tomasz'], saved: 'day' });
  expect(shownOf({ ...base, evidence: [] })).toEqual({ passage: null, names: [], saved: null });
});
