import type { ItemSummary, UpdateItemRequest } from '@cortex/contract';
import { queryOptions } from '@tanstack/react-query';
import { api, read } from './api';
import { keys } from './keys';
import { queryClient } from './query-client';

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

export const tagsQuery = queryOptions({ queryKey: keys.tags, queryFn: ({ signal }) => read(api.GET('/api/tags', { signal })).then((found) => found.tags) });

export const queueQuery = queryOptions({ queryKey: keys.queue, queryFn: ({ signal }) => read(api.GET('/api/processing/queue', { params: { query: { limit: 50 } }, signal })) });

export const conversationsQuery = queryOptions({ queryKey: keys.conversations, queryFn: ({ signal }) => read(api.GET('/api/conversations', { params: { query: { limit: 100 } }, signal })) });

export const sourcesQuery = queryOptions({ queryKey: keys.sources, queryFn: ({ signal }) => read(api.GET('/api/sources', { signal })).then((found) => found.sources) });

export const databaseQuery = queryOptions({ queryKey: [...keys.queue, 'database'], queryFn: ({ signal }) => read(api.GET('/api/db/status', { signal })) });

export const aiSettingsQuery = queryOptions({ queryKey: [...keys.settings, 'ai'], queryFn: ({ signal }) => read(api.GET('/api/settings/ai', { signal })) });

export const embeddingQuery = queryOptions({ queryKey: [...keys.settings, 'embedding'], queryFn: ({ signal }) => read(api.GET('/api/models/embedding', { signal })) });

/** The ids of the whole list, for selecting all of it. */
export const readIds = (filters: ItemFilters) => read(api.GET('/api/items/ids', { params: { query: parameters(filters) } })).then((list) => list.ids);

export const updateItem = async (id: string, change: UpdateItemRequest) => {
  const item = await read(api.PUT('/api/items/{id}', { params: { path: { id } }, body: change }));
  queryClient.setQueryData(keys.item(id), item);
  return item;
};

const AT_ONCE = 6;

/** One call after another for each id, a few at a time. */
export async function each(ids: readonly string[], call: (id: string) => Promise<unknown>): Promise<void> {
  const waiting = [...ids];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await call(id);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, ids.length) }, work));
}

export async function deleteItems(ids: readonly string[]): Promise<void> {
  await each(ids, (id) => read(api.DELETE('/api/items/{id}', { params: { path: { id } } })));
  void queryClient.invalidateQueries({ queryKey: keys.lists });
}

export async function restoreItems(ids: readonly string[]): Promise<void> {
  await each(ids, (id) => read(api.POST('/api/items/{id}/restore', { params: { path: { id } } })));
  void queryClient.invalidateQueries({ queryKey: keys.lists });
  for (const id of ids) void queryClient.invalidateQueries({ queryKey: keys.item(id) });
}

const MAX_TAGGED = 1_000;

export async function changeTags(ids: readonly string[], change: { readonly add?: readonly string[]; readonly remove?: readonly string[] }): Promise<void> {
  for (let at = 0; at < ids.length; at += MAX_TAGGED) {
    const item_ids = ids.slice(at, at + MAX_TAGGED);
    await read(api.POST('/api/items/tags', { body: { item_ids, add: [...(change.add ?? [])], remove: [...(change.remove ?? [])] } }));
  }
  void queryClient.invalidateQueries({ queryKey: keys.lists });
  for (const id of ids) void queryClient.invalidateQueries({ queryKey: keys.item(id) });
}

export const retryFailed = (ids?: readonly string[]) => read(api.POST('/api/processing/retry', { body: ids ? { item_ids: [...ids] } : {} }));
