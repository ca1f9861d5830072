import { expect, test } from 'vitest';
import { modelOf } from './model';
import { boxOf, place, type Place } from './placing';
import { Settling } from './settling';

const graph = (ids: readonly string[], pairs: readonly (readonly [string, string])[]) =>
  modelOf({ nodes: ids.map((id) => ({ id, title: id, content_type: 'note', tags: 0 })), edges: pairs.map(([a, b]) => ({ a, b, strength: 0.8, kinds: ['similar'] })), truncated: false });
const nothing = new Set<string>();
const square = new Map<string, Place>([['a', { x: 0, y: 0 }], ['b', { x: 100, y: 0 }], ['c', { x: 0, y: 100 }], ['d', { x: 100, y: 100 }]]);

test('the same graph begins the same, no two on one place', () => {
  const model = graph(['a', 'b', 'c'], [['a', 'b']]);
  const [one, two] = [place(model, new Map(), nothing), place(model, new Map(), nothing)];
  expect([...one.places]).toEqual([...two.places]);
  expect(new Set([...one.places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(3);
});

test('what has a place keeps it; what is new begins beside its neighbours and moves alone', () => {
  const { places, loose } = place(graph(['a', 'b', 'c', 'd', 'new'], [['a', 'new'], ['c', 'new'], ['b', 'd']]), square, nothing);
  expect(places.get('a')).toEqual(square.get('a'));
  expect([...loose]).toEqual(['new']);
  expect(Math.abs(places.get('new')!.x)).toBeLessThan(20);
  expect(Math.abs(places.get('new')!.y - 50)).toBeLessThan(20);
});

test('fewer change nothing, mostly new ones everything, and a layout that was cut off goes on', () => {
  expect(place(graph(['a', 'b'], [['a', 'b']]), square, nothing).loose.size).toBe(0);
  expect(place(graph(['a', 'x', 'y', 'z'], [['a', 'x'], ['y', 'z']]), square, nothing).loose.size).toBe(4);
  expect([...place(graph(['a', 'b', 'c', 'd'], [['a', 'b'], ['c', 'd']]), square, new Set(['d'])).loose]).toEqual(['d']);
});

test('a box holds all places', () => expect(boxOf(square.values())).toEqual({ x: [0, 100], y: [0, 100] }));

const settled = (fixed: readonly number[]) => {
  const settling = new Settling({ places: Float32Array.of(0, 0, 90, 10, -40, 70, 60, -80), fixed: Uint8Array.from(fixed), edges: Float32Array.of(0, 1, 0.9, 2, 3, 0.9) });
  let steps = 0;
  for (; !settling.done; steps += 1) settling.step();
  return { steps, places: [...settling.places()] };
};

test('a layout ends by itself, the same each time, the connected nearer than the others', () => {
  const { steps, places } = settled([0, 0, 0, 0]);
  expect(steps).toBeLessThan(600);
  expect(settled([0, 0, 0, 0]).places).toEqual(places);
  const far = (a: number, b: number) => Math.hypot(places[a * 2]! - places[b * 2]!, places[a * 2 + 1]! - places[b * 2 + 1]!);
  expect(far(0, 1)).toBeLessThan(far(0, 2));
  expect(far(2, 3)).toBeLessThan(far(1, 2));
});

test('what is fixed stays', () => expect(settled([1, 1, 0, 0]).places.slice(0, 4)).toEqual([0, 0, 90, 10]));
