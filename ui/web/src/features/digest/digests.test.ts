import { expect, test } from 'vitest';
import { daysOf, itemsOf, subjectOf } from './digests';

const week = { period: 'weekly' as const, from: '2026-11-09T00:00:00Z', until: '2026-11-23T00:00:00Z', created_at: '2026-11-18T10:00:00Z' };

test('a digest that was made before its end goes to the day it was made', () => {
  expect(daysOf(week).last.toISOString()).toBe('2026-11-18T10:00:00.000Z');
  expect(daysOf({ ...week, created_at: '2026-11-24T10:00:00Z' }).last.toISOString()).toBe('2026-11-22T23:59:59.999Z');
});

test('its run is known by its period and its begin', () => {
  expect(subjectOf(week)).toBe(`weekly ${Date.UTC(2026, 10, 9)}`);
});

test('of a theme, the items are shown whose titles are known', () => {
  const recent = [{ item_id: 'a', title: 'Roof', created_at: '2026-11-18T10:00:00Z', reason: null }];
  expect(itemsOf({ label: 'house', item_ids: ['b', 'a'], titles: ['', 'Roof'] }, recent)).toEqual([
    { id: 'b', title: '' },
    { id: 'a', title: 'Roof' },
  ]);
  expect(itemsOf({ label: 'house', item_ids: ['b', 'a'] }, recent)).toEqual([{ id: 'a', title: 'Roof' }]);
});
