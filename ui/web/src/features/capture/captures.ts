import type { ImportFilesResult, Item } from '@cortex/contract';
import { create } from 'zustand';
import { api, ApiError, OfflineError, read, sendForm } from '../../lib/api';
import { each } from '../../lib/each';
import { keys } from '../../lib/keys';
import { queryClient } from '../../lib/query-client';
import { waiting, type What } from './waiting';

export interface Capture {
  readonly key: string;
  readonly label: string;
  /** On its way, kept by the library, or refused. */
  readonly state: 'sending' | 'kept' | 'unchanged' | 'failed';
  readonly itemId?: string;
  readonly error?: string;
  readonly offline?: boolean;
  /** Until the library has it. */
  readonly what?: What | undefined;
}

interface Captures {
  readonly all: readonly Capture[];
  note(content: string, tags: readonly string[]): void;
  page(url: string, tags?: readonly string[]): void;
  files(files: readonly File[]): void;
  retry(key: string): void;
  /** Sends what could not be sent while the backend was gone. */
  retryOffline(): void;
  /** Gives up one that failed. */
  discard(key: string): void;
  /** Puts away what the library has, and nothing else. */
  dismiss(): void;
}

const labelOf = (what: What) => ('file' in what ? what.file.name : 'url' in what ? what.url : what.content.trim().split('\n')[0]!.slice(0, 80));

/** What was just captured, from the moment it was let go until it is dismissed. Nothing of it is lost: what fails can be tried again, and what was written waits through a reload. */
export const useCaptures = create<Captures>()((set, get) => {
  const change = (key: string, to: Partial<Capture>) => set((now) => ({ all: now.all.map((capture) => (capture.key === key ? { ...capture, ...to } : capture)) }));
  const drop = (key: string) => set((now) => ({ all: now.all.filter((capture) => capture.key !== key) }));
  const sendOne = async ({ key, what }: Capture) => {
    if (!what) return;
    try {
      const sent = await waiting.once(key, what, () => send(what));
      // Another window has sent it meanwhile.
      if (!sent) return drop(key);
      const { item, unchanged } = sent;
      if (item) queryClient.setQueryData(keys.item(item.id), item);
      change(key, { state: unchanged ? 'unchanged' : 'kept', what: undefined, ...(item && { itemId: item.id, label: item.title }) });
    } catch (error) {
      change(key, { state: 'failed', offline: error instanceof OfflineError, error: error instanceof ApiError ? error.message : '' });
    }
  };
  const sendAll = async (captures: readonly Capture[]) => {
    const going = new Set(captures.map(({ key }) => key));
    set((now) => ({ all: now.all.map((capture) => (going.has(capture.key) ? { ...capture, state: 'sending' } : capture)) }));
    await each(captures, sendOne);
    void queryClient.invalidateQueries({ queryKey: keys.lists });
  };
  const add = (whats: readonly What[]) => {
    const added = whats.map((what): Capture => ({ key: waiting.keep(what), label: labelOf(what), state: 'sending', what }));
    set((now) => ({ all: [...added, ...now.all] }));
    void sendAll(added);
  };
  return {
    // What another visit left behind goes as soon as the backend is there.
    all: waiting.read().map(({ key, what }): Capture => ({ key, label: labelOf(what), state: 'failed', offline: true, what })),
    note: (content, tags) => add([{ content, tags }]),
    page: (url, tags = []) => add([{ url, tags }]),
    files: (files) => add(files.map((file) => ({ file }))),
    retry: (key) => void sendAll(get().all.filter((capture) => capture.key === key)),
    retryOffline: () => {
      const left = get().all.filter((capture) => capture.state === 'failed' && capture.offline);
      if (left.length > 0) void sendAll(left);
    },
    discard: (key) => {
      waiting.forget(key);
      drop(key);
    },
    dismiss: () => set((now) => ({ all: now.all.filter((capture) => capture.what) })),
  };
});

async function send(what: What): Promise<{ item: Item | null; unchanged: boolean }> {
  if ('content' in what) return { item: await read(api.POST('/api/items', { body: { content: what.content, source: 'web', tags: [...what.tags] } })), unchanged: false };
  if ('url' in what) {
    const { item, outcome } = (await read(api.POST('/api/import', { body: { url: what.url, tags: [...what.tags] } }))) as { item: Item; outcome: string };
    return { item, unchanged: outcome === 'unchanged' };
  }
  const form = new FormData();
  form.append('file', what.file, what.file.name);
  const [result] = (await sendForm<ImportFilesResult>('/api/import', form)).files;
  if (!result || result.outcome === 'failed') throw new ApiError(422, result?.error?.code ?? 'internal_error', result?.error?.detail ?? result?.error?.title ?? '');
  return { item: result.item, unchanged: result.outcome === 'unchanged' };
}

/** The address, where a text is one and nothing else. */
export function addressIn(text: string): string | null {
  const trimmed = text.trim();
  return /^https?:\/\/\S+$/i.test(trimmed) && URL.canParse(trimmed) ? trimmed : null;
}
