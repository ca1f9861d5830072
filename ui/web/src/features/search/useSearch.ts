import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../lib/api';
import { keys } from '../../lib/keys';
import { searchFiltersOf, type ItemFilters } from '../../lib/library';

const LIMIT = 50;

/** What is found for a query; the hits before stay until the new ones are there. A request that is no longer wanted is aborted. */
export function useSearch(query: string, filters: ItemFilters) {
  const body = { query, limit: LIMIT, filters: searchFiltersOf(filters) };
  return useQuery({
    queryKey: keys.search(body),
    queryFn: ({ signal }) => read(api.POST('/api/search', { body, signal })),
    placeholderData: keepPreviousData,
    enabled: query !== '',
  });
}
