import type { SearchHit } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Bookmark, MessageCircle } from 'lucide-react';
import { useEffect, useImperativeHandle, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../lib/commands';
import { hostOf, useFormats } from '../../lib/format';
import { forgetSearch, saveSearch, savedSearchesQuery, searchFiltersOf, type ItemFilters } from '../../lib/library';
import { sameFilters } from '../../lib/library-search';
import { attempt } from '../../lib/undo';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Marked } from '../../ui/Marked';
import { Problem } from '../../ui/Problem';
import { Row, ROW_HEIGHT, RowPlaceholder } from '../../ui/Row';
import { optionId, VirtualList } from '../../ui/VirtualList';
import { placeOf, shownSnippet } from './snippet';
import { useSearch } from './useSearch';

/** What the search field does to its results. */
export interface ResultsHandle {
  step(by: number): void;
  open(): void;
}

interface Props {
  readonly query: string;
  readonly filters: ItemFilters;
  readonly handle: Ref<ResultsHandle>;
  onFound(found: { readonly count: number; readonly tookMs: number } | null): void;
  onAsk(question: string): void;
}

export function SearchResults({ query, filters, handle, onFound, onAsk }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const { id: openId } = useParams({ strict: false });
  const { data, error, isPlaceholderData, isPending, refetch } = useSearch(query, filters);
  const [cursorOf, setCursor] = useState({ query, at: 0 });
  const hits = data?.results ?? [];
  const cursor = cursorOf.query === query ? Math.min(cursorOf.at, hits.length - 1) : 0;
  const label = t('search.results');
  const { data: saved = [] } = useQuery(savedSearchesQuery);
  // A span of time moves on, and is not kept.
  const kept = searchFiltersOf({ ...filters, after: undefined });
  const savedAs = saved.find((one) => one.query === query && sameFilters(one.filters, kept));
  const isSaved = savedAs !== undefined;

  useEffect(() => onFound(data && !isPlaceholderData ? { count: data.results.length, tookMs: data.took_ms } : null), [data, isPlaceholderData, onFound]);

  const open = (index: number, replace = false) => {
    const hit = hits[index];
    if (!hit) return;
    setCursor({ query, at: index });
    const { hash, by } = placeOf(hit);
    void navigate({ to: '/items/$id', params: { id: hit.item_id }, hash, search: (now) => ({ ...now, by }), replace });
  };
  const step = (by: number) => {
    if (hits.length === 0) return;
    const next = Math.min(hits.length - 1, Math.max(0, cursor + by));
    setCursor({ query, at: next });
    if (openId && matchMedia('(min-width: 761px)').matches) open(next, true);
  };
  useImperativeHandle(handle, () => ({ step, open: () => open(Math.max(0, cursor)) }));
  const save = () => void attempt(savedAs ? forgetSearch(savedAs.id) : saveSearch(query, kept));

  useCommands([
    { id: 'items.next', label: 'command.next', group: 'items', keys: ['j', 'ArrowDown'], run: () => step(1) },
    { id: 'items.previous', label: 'command.previous', group: 'items', keys: ['k', 'ArrowUp'], run: () => step(-1) },
    { id: 'items.open', label: 'command.open', group: 'items', keys: ['Enter'], run: () => open(Math.max(0, cursor)) },
    { id: 'search.save', label: isSaved ? 'command.unsaveSearch' : 'command.saveSearch', group: 'items', run: save },
    { id: 'search.ask', label: 'command.askThis', group: 'chat', run: () => onAsk(query) },
  ]);

  if (error && !data) return <Problem error={error} onRetry={() => void refetch()} />;
  if (data && hits.length === 0)
    return (
      <Empty title={t('search.none')}>
        <p>{t('search.noneHint')}</p>
        <Button onClick={() => onAsk(query)}>
          <MessageCircle size={14} strokeWidth={1.6} aria-hidden />
          {t('command.askThis')}
        </Button>
      </Empty>
    );
  return (
    <>
      <VirtualList
        label={label}
        count={isPending ? 6 : hits.length}
        rowHeight={ROW_HEIGHT}
        cursor={cursor}
        dimmed={isPlaceholderData}
        row={(index) => {
          const hit = hits[index];
          if (!hit) return <RowPlaceholder />;
          const snippet = shownSnippet(hit);
          return (
            <Row
              id={optionId(label, index)}
              position={index}
              size={hits.length}
              type={hit.content_type}
              title={<Marked text={hit.title} words={hit.title_highlights} />}
              date={formats.short(hit.created_at)}
              snippet={<Marked {...snippet} />}
              source={<bdi>{[hit.source_url ? hostOf(hit.source_url) : t(`type.${hit.content_type}`), hit.page ? t('search.page', { page: hit.page }) : '', hit.tags.join(', ')].filter(Boolean).join(' · ')}</bdi>}
              why={<Why hit={hit} />}
              open={hit.item_id === openId}
              cursor={index === cursor}
              onOpen={() => open(index)}
            />
          );
        }}
      />
      <div className="flex items-center gap-2 border-t border-line px-3 py-2">
        <Button look="quiet" onClick={() => onAsk(query)}>
          <MessageCircle size={14} strokeWidth={1.6} aria-hidden />
          {t('command.askThis')}
        </Button>
        <Button look="quiet" className="ms-auto" aria-pressed={isSaved} onClick={save}>
          <Bookmark size={14} strokeWidth={1.6} aria-hidden className={isSaved ? 'fill-accent text-accent' : ''} />
          {t(isSaved ? 'command.unsaveSearch' : 'command.saveSearch')}
        </Button>
      </div>
    </>
  );
}

function Why({ hit }: { readonly hit: SearchHit }) {
  const { t } = useTranslation();
  return hit.matched.map((how, index) => (
    <span key={how}>
      {index > 0 && ' + '}
      <span className={`border-b-2 ${how === 'meaning' ? 'border-(--mark-meaning)' : 'border-(--mark-words)'}`}>{t(how === 'meaning' ? 'search.meaning' : 'search.words')}</span>
    </span>
  ));
}
