import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFirstSteps } from '../features/first-steps/first-steps';
import { ItemList } from '../features/items/ItemList';
import { FilterBar } from '../features/search/FilterBar';
import { SearchBox } from '../features/search/SearchBox';
import { SearchResults, type ResultsHandle } from '../features/search/SearchResults';
import { drafts } from '../lib/drafts';
import { useFormats } from '../lib/format';
import { filtersOf, type LibrarySearch } from '../lib/library-search';
import { Panes } from './Panes';

/** The library: the list, or what was found, and beside it what is open. */
export function Library() {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const search = useSearch({ from: '/library' });
  const { id } = useParams({ strict: false });
  const asked = useFirstSteps((now) => now.asked);
  const results = useRef<ResultsHandle>(null);
  const [total, setTotal] = useState<number | null>(null);
  const [found, setFound] = useState<{ readonly count: number; readonly tookMs: number } | null>(null);
  const { q = '' } = search;
  const { tag, type, status, starred, sort, when } = search;
  const filters = useMemo(() => filtersOf({ tag, type, status, starred, sort, when }), [tag, type, status, starred, sort, when]);

  const change = (to: Partial<LibrarySearch>) => {
    const next = Object.fromEntries(Object.entries({ ...search, by: undefined, ...to }).filter(([, value]) => value !== undefined)) as LibrarySearch;
    void navigate({ to: id ? '/items/$id' : '/', params: { id: id ?? '' }, search: next, hash: true, replace: true });
  };
  const ask = (question: string) => {
    drafts.write('chat.new', question);
    void navigate({ to: '/conversations' });
  };
  const onTotal = useCallback((count: number, settled: boolean) => {
    if (settled) setTotal(count);
  }, []);
  const summary = q
    ? found
      ? `${t('search.count', { count: found.count, shown: formats.number(found.count) })} · ${formats.duration(Math.max(1, found.tookMs))}`
      : ''
    : total === null
      ? ''
      : formats.number(total);

  return (
    <Panes
      label={t(q ? 'search.results' : 'items.list')}
      detail={t('view.detail')}
      // The first steps take the place of the list where there is room for one pane only.
      open={id !== undefined || asked}
      list={
        <>
          <div className="flex flex-col gap-2 border-b border-line px-3 pt-2.5 pb-2">
            <SearchBox value={q} onChange={(text) => change({ q: text || undefined })} onStep={(by) => results.current?.step(by)} onOpen={() => results.current?.open()} />
            <FilterBar search={search} summary={summary} onChange={change} />
          </div>
          {q ? <SearchResults query={q} filters={filters} handle={results} onFound={setFound} onAsk={ask} /> : <ItemList filters={filters} onTotal={onTotal} />}
        </>
      }
    >
      <Outlet />
    </Panes>
  );
}
