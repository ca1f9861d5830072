import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ArrowLeft, Download, ExternalLink, MessageCircle, PanelRight, Pencil, Star, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../lib/api';
import { useCommands } from '../../lib/commands';
import { useConnection } from '../../lib/connection';
import { hostOf, isWebAddress, useFormats } from '../../lib/format';
import { deleteItems, itemQuery, markOpened, restoreItems, updateItem } from '../../lib/library';
import { useHasDraft } from '../../lib/note-drafts';
import { usePreferences } from '../../lib/preferences';
import { useReadingScope } from '../../lib/scope';
import type { Span } from '../../lib/spans';
import { attempt, useUndo } from '../../lib/undo';
import { Button, IconButton } from '../../ui/Button';
import { CommandMenu } from '../../ui/CommandMenu';
import { Document } from '../../ui/Document';
import { Empty } from '../../ui/Empty';
import { Problem } from '../../ui/Problem';
import { NoteEditor } from './NoteEditor';
import { Rail } from './Rail';
import { useSelection } from './selection';

interface Props {
  readonly id: string;
  readonly spans: readonly Span[];
  readonly by: 'words' | 'meaning';
}

const icon = { size: 15, strokeWidth: 1.6, 'aria-hidden': true } as const;
const WORDS_A_MINUTE = 230;
const READ_AFTER_MS = 4_000;

export function ItemDetail({ id, spans, by }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const { rail, set } = usePreferences();
  const { data: item, error, refetch } = useQuery(itemQuery(id));
  const [editing, setEditing] = useState<string | null>(null);
  const [unrestorable, setUnrestorable] = useState<string | null>(null);
  const hasDraft = useHasDraft(id);
  const online = useConnection((now) => now.state === 'online');
  const several = useSelection((now) => now.ids.size > 0);
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (spans.length === 0) scroller.current?.scrollTo({ top: 0 });
  }, [id, spans.length]);

  const openId = useRef<string>(null);
  useEffect(() => {
    openId.current = id;
    return () => {
      openId.current = null;
    };
  }, [id]);
  const isRead = item !== undefined;
  useEffect(() => {
    if (!isRead) return;
    // What is passed by is not read. That it could not be noted is no loss.
    const timer = setTimeout(() => void markOpened(id).catch(() => undefined), READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [id, isRead]);

  const canEdit = item !== undefined && item.content_type === 'note' && !item.original;
  const back = () => void navigate({ to: '/', search: ({ by: _, ...rest }) => rest });
  const remove = async () => {
    if (!(await attempt(deleteItems([id])))) return;
    if (openId.current === id) back();
    useUndo.getState().offer({ text: t('items.deleted', { count: 1 }), undo: () => restoreItems([id]) });
  };
  const star = () => void attempt(updateItem(id, { starred: !item?.starred }));
  // What is no longer in the trash stays gone.
  const restore = async () => {
    if (!(await attempt(restoreItems([id])))) return;
    setUnrestorable((await refetch()).isError ? id : null);
  };
  const ask = () => {
    useReadingScope.getState().askAbout([id]);
    void navigate({ to: '/conversations' });
  };
  const doneEditing = () => {
    setEditing(null);
    scroller.current?.focus();
  };
  useCommands([
    // What is chosen in the list has these keys while anything is.
    ...(several ? [] : [{ id: 'item.back', label: 'command.back', group: 'items' as const, keys: ['Escape'], run: back }]),
    ...(item && !several
      ? [
          { id: 'item.delete', label: 'command.delete', group: 'items' as const, keys: ['Delete', '#'], hidden: true, run: () => void remove() },
          { id: 'item.ask', label: 'command.askAbout', group: 'items' as const, keys: ['a'], run: ask },
        ]
      : []),
    ...(item
      ? [
          { id: 'item.star', label: item.starred ? 'command.unstar' : 'command.star', group: 'items' as const, keys: ['s'], run: star },
          { id: 'item.read', label: 'command.focusText', group: 'items' as const, keys: ['Enter'], hidden: true, run: () => scroller.current?.focus() },
        ]
      : []),
    ...(canEdit ? [{ id: 'item.edit', label: 'command.edit', group: 'items' as const, keys: ['e'], run: () => setEditing(id) }] : []),
    { id: 'view.rail', label: 'command.rail', group: 'view', keys: ['i'], run: () => set({ rail: !usePreferences.getState().rail }) },
  ]);

  if (error instanceof ApiError && error.status === 404)
    return (
      <Empty title={t('items.gone')}>
        <p role="status">{t(unrestorable === id ? 'items.goneForGood' : 'items.goneHint')}</p>
        {unrestorable !== id && <Button onClick={() => void restore()}>{t('action.restore')}</Button>}
      </Empty>
    );
  if (error && !item) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!item) return <div aria-busy="true" className="flex-1" />;

  const minutes = Math.max(1, Math.round((item.text || item.content).split(/\s+/).length / WORDS_A_MINUTE));
  const meta = [item.source_url ? hostOf(item.source_url) : item.original?.name, t('items.saved', { date: formats.short(item.created_at) }), t('items.minutes', { count: minutes })].filter(Boolean).join(' · ');
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex h-[51px] shrink-0 items-center gap-1 border-b border-line px-4">
        <IconButton label={t('command.back')} keys="Escape" onClick={back} className="-ms-1 min-[761px]:hidden">
          <ArrowLeft {...icon} className="rtl:-scale-x-100" />
        </IconButton>
        <p className="min-w-0 flex-1 truncate text-sm text-ink-2">
          {t('nav.items')} <span className="mx-1 text-ink-3">/</span> <bdi>{item.title}</bdi>
        </p>
        <IconButton label={t(item.starred ? 'command.unstar' : 'command.star')} keys="s" aria-pressed={item.starred} onClick={star}>
          <Star {...icon} className={item.starred ? 'fill-warning text-warning' : ''} />
        </IconButton>
        {canEdit && (
          <IconButton label={t('command.edit')} keys="e" aria-pressed={editing === id} onClick={() => setEditing(editing === id ? null : id)}>
            <Pencil {...icon} />
          </IconButton>
        )}
        {item.source_url && isWebAddress(item.source_url) && (
          <a href={item.source_url} target="_blank" rel="noreferrer noopener" aria-label={t('action.openOriginal')} title={t('action.openOriginal')} className="grid size-7 place-items-center rounded text-ink-2 hover:bg-line/60 hover:text-ink">
            <ExternalLink {...icon} />
          </a>
        )}
        {item.original && (
          <a href={`/api/items/${encodeURIComponent(id)}/original`} download aria-label={t('action.downloadOriginal')} title={t('action.downloadOriginal')} className="grid size-7 place-items-center rounded text-ink-2 hover:bg-line/60 hover:text-ink">
            <Download {...icon} />
          </a>
        )}
        <IconButton label={t('command.delete')} keys="Delete" onClick={() => void remove()}>
          <Trash2 {...icon} />
        </IconButton>
        <CommandMenu label={t('command.more')} of={['item.', 'view.rail']} />
        <IconButton label={t('command.rail')} keys="i" aria-pressed={rail} onClick={() => set({ rail: !rail })} className="max-[1180px]:hidden">
          <PanelRight {...icon} className="rtl:-scale-x-100" />
        </IconButton>
        <Button look="primary" className="ms-1.5" onClick={ask}>
          <MessageCircle {...icon} />
          {t('command.askAbout')}
        </Button>
      </header>
      <div className="flex min-h-0 flex-1">
        <div ref={scroller} tabIndex={0} role="region" aria-label={item.title} className="min-w-0 flex-1 overflow-y-auto px-12 pt-9 pb-24 focus-visible:outline-none max-[900px]:px-6">
          <div className="reading-width">
            <h1 dir="auto" className="font-serif text-2xl leading-tight font-[620] text-balance break-words">
              {item.title}
            </h1>
            <p className="mt-2 mb-7 font-sans text-xs text-ink-2">
              <bdi>{meta}</bdi>
            </p>
          </div>
          {item.error && (
            <p role="alert" className="mb-6 max-w-prose text-sm text-bad">
              {item.error}
            </p>
          )}
          {hasDraft && canEdit && editing !== id && (
            <div className="reading-width">
              <div role="status" className="mb-6 flex flex-wrap items-center gap-2 rounded-lg border border-warning bg-panel px-3 py-2 font-sans text-sm">
                <span className="flex-1">{t(online ? 'editor.draft' : 'editor.draftOffline')}</span>
                <Button onClick={() => setEditing(id)}>{t('editor.takeUp')}</Button>
              </div>
            </div>
          )}
          {editing === id ? <NoteEditor key={id} item={item} onDone={doneEditing} /> : <Document item={item} spans={spans} by={by} />}
        </div>
        {rail && <Rail item={item} />}
      </div>
    </div>
  );
}
