import type { SearchFilters } from '@cortex/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, read } from '../../lib/api';
import { keys } from '../../lib/keys';
import type { ItemFilters } from '../../lib/library';

const LIMIT = 50;

/** What is found for a query; the hits before stay until the new ones are there. A request that is no longer wanted is aborted. */
export function useSearch(query: string, filters: ItemFilters) {
  const asked: SearchFilters = {
    ...(filters.type && { types: [filters.type] }),
    ...(filters.tag !== undefined && { tags: [filters.tag] }),
    ...(filters.starred !== undefined && { starred: filters.starred }),
    ...(filters.after && { after: filters.after }),
  };
  const body = { query, limit: LIMIT, filters: asked };
  return useQuery({
    queryKey: keys.search(body),
    queryFn: ({ signal }) => read(api.POST('/api/search', { body, signal })),
    placeholderData: keepPreviousData,
    enabled: query !== '',
  });
}
