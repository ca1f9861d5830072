import type { ImportFilesResult, Item } from '@cortex/contract';
import { create } from 'zustand';
import { api, ApiError, OfflineError, read, sendForm } from '../../lib/api';
import { keys } from '../../lib/keys';
import { queryClient } from '../../lib/query-client';

export interface Capture {
  readonly key: number;
  readonly label: string;
  /** On its way, kept by the library, or refused. */
  readonly state: 'sending' | 'kept' | 'unchanged' | 'failed';
  readonly itemId?: string;
  readonly error?: string;
  readonly offline?: boolean;
  send(): Promise<void>;
}

interface Captures {
  readonly all: readonly Capture[];
  note(content: string, tags: readonly string[]): void;
  page(url: string): void;
  files(files: readonly File[]): void;
  retry(key: number): void;
  dismiss(): void;
}

let last = 0;

/** What was just captured, from the moment it was let go until it is dismissed. Nothing of it is lost: what fails can be tried again. */
export const useCaptures = create<Captures>()((set, get) => {
  const change = (key: number, to: Partial<Capture>) => set((now) => ({ all: now.all.map((capture) => (capture.key === key ? { ...capture, ...to } : capture)) }));
  const kept = (key: number, item: Item | null, state: 'kept' | 'unchanged' = 'kept') => {
    if (item) queryClient.setQueryData(keys.item(item.id), item);
    void queryClient.invalidateQueries({ queryKey: keys.lists });
    change(key, { state, ...(item && { itemId: item.id, label: item.title }) });
  };
  const add = (label: string, work: (key: number) => Promise<void>) => {
    const key = (last += 1);
    const send = async () => {
      change(key, { state: 'sending' });
      try {
        await work(key);
      } catch (error) {
        change(key, { state: 'failed', offline: error instanceof OfflineError, error: error instanceof ApiError ? error.message : '' });
      }
    };
    set((now) => ({ all: [{ key, label, state: 'sending', send }, ...now.all] }));
    void send();
  };
  return {
    all: [],
    note: (content, tags) => add(content.trim().split('\n')[0]!.slice(0, 80), async (key) => kept(key, await read(api.POST('/api/items', { body: { content, source: 'web', tags: [...tags] } })))),
    page: (url) =>
      add(url, async (key) => {
        const result = (await read(api.POST('/api/import', { body: { url } }))) as { item: Item; outcome: string };
        kept(key, result.item, result.outcome === 'unchanged' ? 'unchanged' : 'kept');
      }),
    files: (files) => {
      for (const file of files)
        add(file.name, async (key) => {
          const form = new FormData();
          form.append('file', file, file.name);
          const [result] = (await sendForm<ImportFilesResult>('/api/import', form)).files;
          if (!result || result.outcome === 'failed') throw new ApiError(422, result?.error?.code ?? 'internal_error', result?.error?.detail ?? result?.error?.title ?? '');
          kept(key, result.item, result.outcome === 'unchanged' ? 'unchanged' : 'kept');
        });
    },
    retry: (key) => void get().all.find((capture) => capture.key === key)?.send(),
    dismiss: () => set((now) => ({ all: now.all.filter((capture) => capture.state === 'sending') })),
  };
});

/** The address, where a text is one and nothing else. */
export function addressIn(text: string): string | null {
  const trimmed = text.trim();
  return /^https?:\/\/\S+$/i.test(trimmed) && URL.canParse(trimmed) ? trimmed : null;
}
