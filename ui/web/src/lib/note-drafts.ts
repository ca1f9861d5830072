import type { Item } from '@cortex/contract';
import { useSyncExternalStore } from 'react';
import { useConnection } from './connection';
import { drafts } from './drafts';
import { itemQuery, updateItem } from './library';
import { queryClient } from './query-client';

export interface NoteDraft {
  readonly content: string;
  /** What it was written on. */
  readonly version: number;
  readonly revision: number;
}

const UNDER = 'written.';
const edited = new Set<string>();
const told = new Set<() => void>();

function write(id: string, text: string): void {
  drafts.write(UNDER + id, text);
  for (const tell of told) tell();
}

/** Notes' texts that are not in the library yet, with what they were written on. */
export const noteDrafts = {
  read: (id: string): NoteDraft | null => {
    const kept = drafts.read(UNDER + id);
    return kept ? (JSON.parse(kept) as NoteDraft) : null;
  },
  write: (id: string, draft: NoteDraft): void => write(id, JSON.stringify(draft)),
  forget: (id: string): void => write(id, ''),
  /** While a note is being written, its editor saves it; returns what ends that. */
  edit: (id: string) => {
    edited.add(id);
    return () => void edited.delete(id);
  },
};

const follow = (tell: () => void) => {
  told.add(tell);
  return () => void told.delete(tell);
};

/** Whether something that was written to the note waits to be saved. */
export const useHasDraft = (id: string): boolean => useSyncExternalStore(follow, () => drafts.read(UNDER + id) !== '');

/** The version to write on: the item's own, where it has moved on without a change of its text since, such as by a star. */
export const versionFor = (draft: NoteDraft, item: Pick<Item, 'version' | 'revision' | 'content'>): NoteDraft =>
  item.version > draft.version && (item.revision === draft.revision || item.content === draft.content) ? { ...draft, version: item.version, revision: item.revision } : draft;

/** Saves the drafts that no editor is open for, as soon as the backend is there. What was changed elsewhere meanwhile stays a draft, to be decided in the editor. */
export async function sendNoteDrafts(): Promise<void> {
  for (const id of drafts.under(UNDER)) {
    const draft = noteDrafts.read(id);
    if (!draft || edited.has(id)) continue;
    try {
      const item = await queryClient.fetchQuery({ ...itemQuery(id), staleTime: 0 });
      const { content, version } = versionFor(draft, item);
      if (content !== item.content) await updateItem(id, { content, version });
      if (noteDrafts.read(id)?.content === content) noteDrafts.forget(id);
    } catch {
      // It waits on.
    }
  }
}

/** For as long as the page lives. */
export function saveDraftsWhenOnline(): void {
  useConnection.subscribe((now, before) => {
    if (now.state === 'online' && before.state !== 'online') void sendNoteDrafts();
  });
}
