import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../../ui/Kbd';
import { useCommands } from '../../lib/commands';
import { hostOf, useFormats } from '../../lib/format';
import { deleteMany, readIds, restoreItems, updateItem, type ItemFilters } from '../../lib/library';
import { useReadingScope } from '../../lib/scope';
import { attempt } from '../../lib/undo';
import { withoutTitle } from '../../lib/words';
import { Empty } from '../../ui/Empty';
import { Problem } from '../../ui/Problem';
import { Row, ROW_HEIGHT, RowPlaceholder } from '../../ui/Row';
import { optionId, VirtualList } from '../../ui/VirtualList';
import { BulkBar } from './BulkBar';
import { useSelection } from './selection';
import { tellDone } from './tell';
import { useItemPages } from './useItemPages';

interface Props {
  readonly filters: ItemFilters;
  /** Told when the number of items is known. */
  onTotal(total: number, settled: boolean): void;
}

export function ItemList({ filters, onTotal }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const { id: openId } = useParams({ strict: false });
  const { total, at, onVisible, isPlaceholder, isPending, error, refetch } = useItemPages(filters);
  const { cursor, ids, move, toggle, setAll, clear } = useSelection();
  const label = t('items.list');
  const isFiltered = Object.keys(filters).some((name) => name !== 'sort');

  useEffect(() => onTotal(total, !isPlaceholder && !isPending), [total, isPlaceholder, isPending, onTotal]);
  const filterKey = JSON.stringify(filters);
  // What is chosen by an answer is of the list that was asked about.
  const asked = useRef(filterKey);
  useEffect(() => {
    asked.current = filterKey;
  }, [filterKey]);
  const choose = (pick: (all: readonly string[]) => void) => attempt(readIds(filters).then((all) => asked.current === filterKey && pick(all)));
  const begin = useEffectEvent(() => {
    move(-1);
    clear();
  });
  useEffect(() => begin(), [filterKey]);
  // Nothing stays chosen in a list that is not there: an open document would leave its keys to it.
  useEffect(() => clear, [clear]);

  const open = (index: number, replace = false) => {
    const item = at(index);
    if (!item) return;
    move(index);
    void navigate({ to: '/items/$id', params: { id: item.id }, search: true, replace });
  };
  const step = (by: number) => {
    const next = Math.min(total - 1, Math.max(0, cursor + by));
    if (total === 0) return;
    move(next);
    // What stands beside the list follows the keyboard.
    if (openId && matchMedia('(min-width: 761px)').matches) open(next, true);
  };
  const selectRange = (to: number) =>
    choose((all) => {
      const { anchor, ids } = useSelection.getState();
      const from = anchor < 0 ? to : anchor;
      setAll([...ids, ...all.slice(Math.min(from, to), Math.max(from, to) + 1)]);
      move(to);
    });
  const onRow = (index: number) => (event: MouseEvent) => {
    const item = at(index);
    if (!item) return;
    if (event.ctrlKey || event.metaKey) toggle(item.id, index);
    else if (event.shiftKey) void selectRange(index);
    else if (ids.size > 0) toggle(item.id, index);
    else open(index);
  };
  const chosen = (): readonly string[] => (ids.size > 0 ? [...ids] : openId ? [openId] : cursor >= 0 && at(cursor) ? [at(cursor)!.id] : []);
  const remove = async () => {
    const gone = chosen();
    if (gone.length === 0) return;
    clear();
    if (openId && gone.includes(openId)) await navigate({ to: '/', search: true });
    const done = await deleteMany(gone);
    tellDone(done, t, { said: (count) => t('items.deleted', { count }), undo: () => restoreItems(done.ids) });
  };
  const ask = () => {
    useReadingScope.getState().askAbout([...ids]);
    clear();
    void navigate({ to: '/conversations' });
  };
  const star = async () => {
    const item = cursor >= 0 ? at(cursor) : undefined;
    if (item) await attempt(updateItem(item.id, { starred: !item.starred }));
  };

  useCommands([
    { id: 'items.next', label: 'command.next', group: 'items', keys: ['j', 'ArrowDown'], run: () => step(1) },
    { id: 'items.previous', label: 'command.previous', group: 'items', keys: ['k', 'ArrowUp'], run: () => step(-1) },
    { id: 'items.open', label: 'command.open', group: 'items', keys: ['Enter'], run: () => open(Math.max(0, cursor)) },
    { id: 'items.select', label: 'command.select', group: 'items', keys: ['x'], run: () => at(Math.max(0, cursor)) && toggle(at(Math.max(0, cursor))!.id, Math.max(0, cursor)) },
    { id: 'items.selectAll', label: 'command.selectAll', group: 'items', keys: ['Mod+A'], run: () => void choose(setAll) },
    { id: 'items.delete', label: 'command.delete', group: 'items', keys: ['Delete', '#'], run: () => void remove() },
    { id: 'items.star', label: 'command.star', group: 'items', keys: ['s'], run: () => void star() },
    ...(ids.size > 0
      ? [
          { id: 'items.clear', label: 'command.clearSelection', group: 'items' as const, keys: ['Escape'], run: clear },
          { id: 'items.ask', label: 'command.askAboutThese', group: 'items' as const, keys: ['a'], run: ask },
        ]
      : []),
  ]);

  if (error && total === 0) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!isPending && total === 0) return <NothingHere filtered={isFiltered} />;
  return (
    <>
      <VirtualList
        label={label}
        count={isPending ? 8 : total}
        rowHeight={ROW_HEIGHT}
        cursor={cursor}
        multi
        dimmed={isPlaceholder}
        begin={filterKey}
        onVisible={onVisible}
        row={(index) => {
          const item = at(index);
          if (!item) return <RowPlaceholder />;
          return (
            <Row
              id={optionId(label, index)}
              position={index}
              size={total}
              type={item.content_type}
              title={item.title}
              date={formats.short(item.created_at)}
              snippet={withoutTitle(item.excerpt, item.title)}
              source={sourceOf(item, t(`type.${item.content_type}`))}
              why={stateOf(item.processing_status, t)}
              open={item.id === openId}
              cursor={index === cursor}
              checked={ids.has(item.id)}
              onOpen={onRow(index)}
            />
          );
        }}
      />
      {ids.size > 0 && <BulkBar ids={[...ids]} onAsk={ask} onDelete={() => void remove()} onClear={clear} />}
    </>
  );
}

function NothingHere({ filtered }: { readonly filtered: boolean }) {
  const { t } = useTranslation();
  if (filtered) return <Empty title={t('items.noneFiltered')}>{t('items.noneFilteredHint')}</Empty>;
  return (
    <Empty title={t('items.none')}>
      <p>{t('items.noneHint')}</p>
      <p>
        <Kbd keys="n" /> {t('command.capture')}
      </p>
    </Empty>
  );
}

function sourceOf(item: { source_url: string | null; tags: readonly string[]; metadata: Record<string, unknown> }, type: string): ReactNode {
  const path = item.metadata['file_name'] ?? item.metadata['path'];
  const place = item.source_url ? hostOf(item.source_url) : typeof path === 'string' ? path.split(/[\\/]/).pop()! : type;
  return <bdi>{[place, item.tags.join(', ')].filter(Boolean).join(' · ')}</bdi>;
}

function stateOf(status: string, t: (key: 'status.pending' | 'status.processing' | 'status.failed') => string): ReactNode {
  if (status === 'failed') return <span className="text-bad">{t('status.failed')}</span>;
  if (status === 'pending') return t('status.pending');
  return null;
}

