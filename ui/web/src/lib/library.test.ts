import type { SuggestionsResponse } from '@cortex/contract';
import { expect, test } from 'vitest';
import { suggestionsQuery } from './library';

test('what was suggested before stands in only where it still fits', () => {
  const before = { suggestions: [{ item_id: 'a', kind: 'title', text: 'Garden plan' }, { item_id: 'b', kind: 'title', text: 'Gas bill' }] };
  const standIn = suggestionsQuery('gar').placeholderData as (before?: SuggestionsResponse) => SuggestionsResponse | undefined;
  expect(standIn(before)?.suggestions.map(({ item_id }) => item_id)).toEqual(['a']);
  expect(standIn()).toBeUndefined();
});
