import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, read } from '../../lib/api';
import { keys } from '../../lib/keys';
import { DEFAULT_LIMIT, type GraphSearch } from './graph-search';

/** What is there stays until other filters are answered. */
export function graphQuery({ strength, type, tag, limit }: GraphSearch) {
  const query = { limit: limit ?? DEFAULT_LIMIT, ...(strength !== undefined && { min_strength: String(strength) }), ...(type && { type }), ...(tag !== undefined && { tag }) };
  return queryOptions({ queryKey: keys.graph(query), queryFn: ({ signal }) => read(api.GET('/api/graph', { params: { query }, signal })), placeholderData: keepPreviousData });
}
