import { queryOptions } from '@tanstack/react-query';
import { api, read } from './api';
import { keys } from './keys';
import { deleteItems, restoreItems } from './library';
import type { Language } from './preferences';
import { queryClient } from './query-client';
import { useUndo } from './undo';

/** Notes to try things with, and a question that they answer. */
export interface Samples {
  readonly question: string;
  readonly notes: readonly { readonly title: string; readonly content: string; readonly tags: readonly string[] }[];
}

const inLanguage: Record<Language, () => Promise<{ default: Samples }>> = {
  ar: () => import('./samples/ar'),
  de: () => import('./samples/de'),
  en: () => import('./samples/en'),
  fr: () => import('./samples/fr'),
};

export const samplesIn = async (language: Language): Promise<Samples> => (await inLanguage[language]()).default;

const TAG = 'sample';
const MARK = 'cortex_sample';

/** The sample notes that are in the library; what a person tagged so is none of them. */
export const samplesQuery = queryOptions({
  queryKey: [...keys.overviews, 'samples'],
  queryFn: ({ signal }) => read(api.GET('/api/items', { params: { query: { tag: TAG, limit: 100 } }, signal })).then((page) => page.items.filter((item) => item.metadata[MARK] === true)),
});

export async function addSamples({ notes }: Samples): Promise<void> {
  const items = notes.map(({ title, content, tags }) => ({ title, content, tags: [TAG, ...tags], source: 'web', metadata: { [MARK]: true } }));
  await read(api.POST('/api/items/batch', { body: { items } }));
  await queryClient.invalidateQueries({ queryKey: keys.lists });
}

/** What was done is said and can be taken back. */
export async function removeSamples(said: (count: number) => string): Promise<void> {
  const ids = (await queryClient.fetchQuery({ ...samplesQuery, staleTime: 0 })).map((item) => item.id);
  await deleteItems(ids);
  useUndo.getState().offer({ text: said(ids.length), undo: () => restoreItems(ids) });
}
