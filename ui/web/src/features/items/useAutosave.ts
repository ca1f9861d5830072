import type { Item } from '@cortex/contract';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { ApiError } from '../../lib/api';
import { itemQuery, updateItem } from '../../lib/library';
import { noteDrafts, versionFor } from '../../lib/note-drafts';
import { queryClient } from '../../lib/query-client';
import { useConnection } from '../../lib/connection';
import { attempt } from '../../lib/undo';

type SaveState = 'saved' | 'waiting' | 'saving' | 'unsaved' | 'conflict';

const PAUSE_MS = 700;

/**
 * Keeps a note while it is written: after each pause, on the version that it was read from. What could not be kept stays as a
 * draft together with that version, so that a change from elsewhere is told whenever the draft is taken up again.
 */
export function useAutosave(item: Pick<Item, 'id' | 'version' | 'revision' | 'content'>) {
  const { id } = item;
  const [draft] = useState(() => noteDrafts.read(id));
  const [text, setText] = useState(draft?.content ?? item.content);
  const [state, setState] = useState<SaveState>(draft ? 'unsaved' : 'saved');
  const { version, revision } = draft ?? item;
  const latest = useRef({ content: text, version, revision });
  const kept = useRef(item.content);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef<Promise<unknown>>(Promise.resolve());

  /** Null, or why not. */
  const save = useCallback(async (): Promise<unknown> => {
    const { content, version } = latest.current;
    try {
      if (content !== kept.current) {
        setState('saving');
        const updated = await updateItem(id, { content, version });
        latest.current = { content: latest.current.content, version: updated.version, revision: updated.revision };
        kept.current = content;
      }
      if (latest.current.content === content) {
        noteDrafts.forget(id);
        setState('saved');
      } else noteDrafts.write(id, latest.current);
      return null;
    } catch (error) {
      setState(error instanceof ApiError && error.status === 409 ? 'conflict' : 'unsaved');
      return error;
    }
  }, [id]);

  const flush = useCallback((): Promise<unknown> => {
    clearTimeout(timer.current);
    saving.current = saving.current.then(save);
    return saving.current;
  }, [save]);

  const change = (content: string) => {
    latest.current = { ...latest.current, content };
    setText(content);
    noteDrafts.write(id, latest.current);
    if (state === 'conflict') return;
    setState('waiting');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };

  // A star or a tag makes a version too, and is nobody else's text.
  const follow = useEffectEvent(() => {
    const next = versionFor(latest.current, item);
    if (next === latest.current) return;
    latest.current = next;
    if (item.content === next.content) kept.current = next.content;
    if (next.content !== kept.current) noteDrafts.write(id, next);
  });
  useEffect(() => follow(), [item.version]);

  // What waited while the backend was gone is kept as soon as it is back.
  const online = useConnection((now) => now.state === 'online');
  useEffect(() => {
    if (online && latest.current.content !== kept.current) void flush();
  }, [online, flush]);
  useEffect(() => noteDrafts.edit(id), [id]);
  useEffect(
    () => () => {
      if (latest.current.content !== kept.current) void flush();
    },
    [flush],
  );

  const theirs = () => queryClient.fetchQuery({ ...itemQuery(id), staleTime: 0 });
  const takeTheirs = () =>
    attempt(
      theirs().then(({ content, version, revision }) => {
        kept.current = content;
        latest.current = { content, version, revision };
        setText(content);
        noteDrafts.forget(id);
        setState('saved');
      }),
    );
  const keepMine = () =>
    attempt(
      theirs().then(({ content, version, revision }) => {
        kept.current = content;
        latest.current = { content: latest.current.content, version, revision };
        return flush();
      }),
    );
  return { text, state, change, flush, takeTheirs, keepMine };
}
