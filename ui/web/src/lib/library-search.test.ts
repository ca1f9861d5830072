import { expect, test } from 'vitest';
import { filtersOf, readLibrarySearch, sameFilters, searchOf, spansOf } from './library-search';

test('an address is read strictly: what is not known is left out', () => {
  expect(readLibrarySearch({ q: 'bread', tag: 7, type: 'video', status: 'failed', starred: 'yes', sort: 'title', when: 'ever', by: 'meaning', x: 1 })).toEqual({ q: 'bread', tag: '7', status: 'failed', sort: 'title', by: 'meaning' });
  expect(readLibrarySearch({ q: '', starred: true })).toEqual({ starred: true });
});

test('what was kept is asked for again, whatever else the backend tells of it', () => {
  const filters = { tags: ['work'], types: ['note' as const], starred: true, after: null };
  expect(searchOf('bread', filters)).toEqual({ q: 'bread', tag: 'work', type: 'note', starred: true });
  expect(sameFilters(filters, { tags: ['work'], types: ['note'], starred: true })).toBe(true);
  expect(sameFilters(filters, { tags: ['work'] })).toBe(false);
  expect(sameFilters(null, {})).toBe(true);
});

test('a list is asked for by what is set alone', () => {
  expect(filtersOf({ tag: 'work', type: undefined, starred: undefined })).toEqual({ tag: 'work' });
  expect(filtersOf({ when: 'week' }).after).toMatch(/^\d{4}-\d{2}-\d{2}$/);
});

test('spans of an address: those that are spans', () => {
  expect(spansOf('#12-80,90-99,x,5-1')).toEqual([{ start: 12, end: 80 }, { start: 90, end: 99 }]);
});
