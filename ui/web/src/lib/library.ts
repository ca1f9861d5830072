import type { ItemSummary, SearchFilters, SuggestionsResponse, UpdateItemRequest } from '@cortex/contract';
import { queryOptions } from '@tanstack/react-query';
import { api, read } from './api';
import { keys } from './keys';
import { queryClient } from './query-client';
import { beginsWords } from './words';

/** What several features read of the library. */
export const PAGE_SIZE = 100;

export interface ItemFilters {
  readonly tag?: string | undefined;
  readonly type?: ItemSummary['content_type'] | undefined;
  readonly status?: ItemSummary['processing_status'] | undefined;
  readonly starred?: boolean | undefined;
  /** An ISO day: created on it or after it. */
  readonly after?: string | undefined;
  readonly sort?: 'newest' | 'oldest' | 'updated' | 'title' | undefined;
}

function parameters({ tag, type, status, starred, after, sort }: ItemFilters) {
  return {
    ...(tag !== undefined && { tag }),
    ...(type && { content_type: type }),
    ...(status && { status }),
    ...(starred !== undefined && { starred }),
    ...(after && { after }),
    ...(sort && { sort }),
  };
}

export const itemPageQuery = (filters: ItemFilters, page: number) =>
  queryOptions({
    queryKey: keys.items(filters, page),
    queryFn: ({ signal }) => read(api.GET('/api/items', { params: { query: { ...parameters(filters), offset: page * PAGE_SIZE, limit: PAGE_SIZE } }, signal })),
  });

export const itemQuery = (id: string) =>
  queryOptions({ queryKey: keys.item(id), queryFn: ({ signal }) => read(api.GET('/api/items/{id}', { params: { path: { id } }, signal })) });

export const connectionsQuery = (id: string) =>
  queryOptions({ queryKey: keys.connections(id), queryFn: ({ signal }) => read(api.GET('/api/items/{id}/connections', { params: { path: { id } }, signal })) });

export const tagsQuery = queryOptions({ queryKey: keys.tags, queryFn: ({ signal }) => read(api.GET('/api/tags', { signal })).then((found) => found.tags) });

export const queueQuery = queryOptions({ queryKey: keys.queue, queryFn: ({ signal }) => read(api.GET('/api/processing/queue', { params: { query: { limit: 50 } }, signal })) });

export const conversationPageQuery = (page: number) =>
  queryOptions({ queryKey: keys.conversationPage(page), queryFn: ({ signal }) => read(api.GET('/api/conversations', { params: { query: { offset: page * PAGE_SIZE, limit: PAGE_SIZE } }, signal })) });

export const sourcesQuery = queryOptions({ queryKey: keys.sources, queryFn: ({ signal }) => read(api.GET('/api/sources', { signal })).then((found) => found.sources) });

export const databaseQuery = queryOptions({ queryKey: [...keys.queue, 'database'], queryFn: ({ signal }) => read(api.GET('/api/db/status', { signal })) });

export const aiSettingsQuery = queryOptions({ queryKey: [...keys.settings, 'ai'], queryFn: ({ signal }) => read(api.GET('/api/settings/ai', { signal })) });

export const embeddingQuery = queryOptions({ queryKey: [...keys.settings, 'embedding'], queryFn: ({ signal }) => read(api.GET('/api/models/embedding', { signal })) });

export const savedSearchesQuery = queryOptions({ queryKey: keys.savedSearches, queryFn: ({ signal }) => read(api.GET('/api/searches', { signal })).then((list) => list.searches) });

/** What the backend narrows a search by. */
export const searchFiltersOf = ({ tag, type, starred, after }: ItemFilters): SearchFilters => ({
  ...(type && { types: [type] }),
  ...(tag !== undefined && { tags: [tag] }),
  ...(starred !== undefined && { starred }),
  ...(after && { after }),
});

export async function saveSearch(query: string, filters: SearchFilters): Promise<void> {
  await read(api.POST('/api/searches', { body: { query, filters } }));
  await queryClient.invalidateQueries({ queryKey: keys.savedSearches });
}

export async function forgetSearch(id: string): Promise<void> {
  await read(api.DELETE('/api/searches/{id}', { params: { path: { id } } }));
  await queryClient.invalidateQueries({ queryKey: keys.savedSearches });
}

/** The documents whose titles begin like what was typed; none for less than two letters. */
export const suggestionsQuery = (typed: string) =>
  queryOptions<SuggestionsResponse, Error, readonly { readonly id: string; readonly title: string }[]>({
    queryKey: [...keys.overviews, 'suggestions', typed],
    queryFn: ({ signal }) => read(api.GET('/api/search/suggestions', { params: { query: { q: typed } }, signal })),
    enabled: typed.length > 1,
    // Until the next are there, those of before that still fit.
    placeholderData: (before) => (before && typed.length > 1 ? { suggestions: before.suggestions.filter(({ text }) => beginsWords(text, typed)) } : undefined),
    select: ({ suggestions }) => suggestions.flatMap(({ item_id, text }) => (item_id ? [{ id: item_id, title: text }] : [])),
  });

/** The ids of the whole list, for selecting all of it. */
export const readIds = (filters: ItemFilters) => read(api.GET('/api/items/ids', { params: { query: parameters(filters) } })).then((list) => list.ids);

export const updateItem = async (id: string, change: UpdateItemRequest) => {
  const item = await read(api.PUT('/api/items/{id}', { params: { path: { id } }, body: change }));
  queryClient.setQueryData(keys.item(id), item);
  return item;
};

const AT_ONCE = 1_000;

/** What was done of what was asked for. */
export interface Done {
  readonly ids: readonly string[];
  /** Why not all of it; null: it is done. What was done before that stays done. */
  readonly failure: unknown;
}

/** As many at a time as the backend takes, up to the first that fails. */
async function inTurns(ids: readonly string[], call: (item_ids: string[]) => Promise<{ changed: number; item_ids?: readonly string[] }>): Promise<Done> {
  const done: string[] = [];
  let failure: unknown = null;
  for (let at = 0; at < ids.length && failure === null; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    try {
      const result = await call(some);
      done.push(...(result.item_ids ?? some));
    } catch (error) {
      failure = error;
    }
  }
  void queryClient.invalidateQueries({ queryKey: keys.lists });
  return { ids: done, failure };
}

/** For what is done wholly or is tried again, such as an undo. */
async function wholly(work: Promise<Done>): Promise<void> {
  const { failure } = await work;
  if (failure !== null) throw failure;
}

export const deleteMany = (ids: readonly string[]) => inTurns(ids, (item_ids) => read(api.POST('/api/items/delete', { body: { item_ids } })));

export const deleteItems = async (ids: readonly string[]): Promise<void> => void (await wholly(deleteMany(ids)));

export async function restoreItems(ids: readonly string[]): Promise<void> {
  await wholly(inTurns(ids, (item_ids) => read(api.POST('/api/items/restore', { body: { item_ids } }))));
  staleItems(ids);
}

export async function changeTags(ids: readonly string[], change: { readonly add?: readonly string[]; readonly remove?: readonly string[] }): Promise<Done> {
  const done = await inTurns(ids, (item_ids) => read(api.POST('/api/items/tags', { body: { item_ids, add: [...(change.add ?? [])], remove: [...(change.remove ?? [])] } })));
  staleItems(done.ids);
  return done;
}

export const removeTags = (ids: readonly string[], remove: readonly string[]) => wholly(changeTags(ids, { remove }));

/** Notes that a person reads it. */
export const markOpened = (id: string) => read(api.POST('/api/items/{id}/opened', { params: { path: { id } } }));

function staleItems(ids: readonly string[]): void {
  const changed = new Set(ids);
  void queryClient.invalidateQueries({ predicate: ({ queryKey: [kind, id] }) => kind === keys.item('')[0] && changed.has(String(id)) });
}

export const retryFailed = (ids?: readonly string[]) => read(api.POST('/api/processing/retry', { body: ids ? { item_ids: [...ids] } : {} }));
