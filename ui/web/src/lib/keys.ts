/** Every query's key, by what makes it stale. */
export const keys = {
  lists: ['lists'] as const,
  items: (filters: unknown, page: number) => ['lists', 'items', filters, page] as const,
  graph: (query: unknown) => ['lists', 'graph', query] as const,
  tags: ['lists', 'tags'] as const,
  similar: (id: string) => ['item', id, 'similar'] as const,
  connections: (id: string) => ['item', id, 'connections'] as const,
  item: (id: string) => ['item', id] as const,
  search: (request: unknown) => ['lists', 'search', request] as const,
  queue: ['queue'] as const,
  settings: ['settings'] as const,
  sources: ['sources'] as const,
  conversations: ['conversations'] as const,
  conversation: (id: string) => ['conversation', id] as const,
};
