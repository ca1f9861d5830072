import type { Item } from '@cortex/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../lib/api';
import { drafts } from '../../lib/drafts';
import { itemQuery, updateItem } from '../../lib/library';
import { queryClient } from '../../lib/query-client';
import { useConnection } from '../../lib/connection';

type SaveState = 'saved' | 'waiting' | 'saving' | 'unsaved' | 'conflict';

const PAUSE_MS = 700;

/**
 * Keeps a note while it is written: after each pause, on the version that it was read from. What could not be kept stays as a
 * draft together with that version, so that a change from elsewhere is told whenever the draft is taken up again.
 */
export function useAutosave(item: Pick<Item, 'id' | 'version' | 'content'>) {
  const name = `note.${item.id}`;
  const [text, setText] = useState(() => drafts.read(name) || item.content);
  const [state, setState] = useState<SaveState>(() => (drafts.read(name) ? 'unsaved' : 'saved'));
  const version = useRef(drafts.read(name) ? Number(drafts.read(`${name}.version`)) || item.version : item.version);
  const latest = useRef(text);
  const kept = useRef(item.content);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef<Promise<void>>(Promise.resolve());

  const forget = useCallback(() => {
    drafts.write(name, '');
    drafts.write(`${name}.version`, '');
  }, [name]);

  const save = useCallback(async () => {
    const content = latest.current;
    if (content === kept.current) return setState('saved');
    setState('saving');
    try {
      const updated = await updateItem(item.id, { content, version: version.current });
      version.current = updated.version;
      kept.current = content;
      if (latest.current === content) {
        forget();
        setState('saved');
      }
    } catch (error) {
      setState(error instanceof ApiError && error.status === 409 ? 'conflict' : 'unsaved');
    }
  }, [item.id, forget]);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    saving.current = saving.current.then(save);
    return saving.current;
  }, [save]);

  const change = (next: string) => {
    latest.current = next;
    setText(next);
    drafts.write(name, next);
    drafts.write(`${name}.version`, String(version.current));
    if (state === 'conflict') return;
    setState('waiting');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };

  // What waited while the backend was gone is kept as soon as it is back.
  const online = useConnection((now) => now.state === 'online');
  useEffect(() => {
    if (online && latest.current !== kept.current) void flush();
  }, [online, flush]);
  useEffect(
    () => () => {
      if (latest.current !== kept.current) void flush();
    },
    [flush],
  );

  const theirs = () => queryClient.fetchQuery({ ...itemQuery(item.id), staleTime: 0 });
  const takeTheirs = () =>
    void theirs().then((current) => {
      version.current = current.version;
      kept.current = latest.current = current.content;
      setText(current.content);
      forget();
      setState('saved');
    });
  const keepMine = async () => {
    version.current = (await theirs()).version;
    await flush();
  };
  return { text, state, change, flush, takeTheirs, keepMine };
}
