/** Every query's key, by what makes it stale. */
export const keys = {
  lists: ['lists'] as const,
  itemPages: ['lists', 'items'] as const,
  items: (filters: unknown, page: number) => ['lists', 'items', filters, page] as const,
  // What is found, counted or drawn over the whole library.
  overviews: ['lists', 'overview'] as const,
  graph: (query: unknown) => ['lists', 'overview', 'graph', query] as const,
  tags: ['lists', 'overview', 'tags'] as const,
  search: (request: unknown) => ['lists', 'overview', 'search', request] as const,
  similar: (id: string) => ['item', id, 'similar'] as const,
  connections: (id: string) => ['item', id, 'connections'] as const,
  item: (id: string) => ['item', id] as const,
  // A run of an item is written when its job ends, which the item's events tell.
  allRuns: ['lists', 'overview', 'runs'] as const,
  runLists: ['lists', 'overview', 'runs', 'list'] as const,
  runs: (filters: unknown, page: number) => ['lists', 'overview', 'runs', 'list', filters, page] as const,
  run: (id: string) => ['lists', 'overview', 'runs', 'run', id] as const,
  graphs: ['graphs'] as const,
  digests: ['digests'] as const,
  digestPage: (page: number) => ['digests', 'list', page] as const,
  digest: (id: string) => ['digests', 'one', id] as const,
  queue: ['queue'] as const,
  settings: ['settings'] as const,
  // What the event of the settings tells, too.
  savedSearches: ['settings', 'searches'] as const,
  sources: ['sources'] as const,
  conversations: ['conversations'] as const,
  conversationPage: (page: number) => ['conversations', page] as const,
  conversation: (id: string) => ['conversation', id] as const,
};
