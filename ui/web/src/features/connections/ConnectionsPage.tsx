import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { List, Maximize, Minus, Plus, Waypoints } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../lib/commands';
import { useFormats } from '../../lib/format';
import { queueQuery } from '../../lib/library';
import { usePreferences } from '../../lib/preferences';
import { beginsWords } from '../../lib/words';
import { Button, IconButton } from '../../ui/Button';
import { Problem } from '../../ui/Problem';
import { FindBox } from './FindBox';
import type { CanvasHandle } from './GraphCanvas';
import { GraphFilters } from './GraphFilters';
import { graphQuery } from './graph-query';
import { changed, DEFAULT_LIMIT, isFiltered, moreThan, unfiltered, type GraphChange, type GraphSearch } from './graph-search';
import { modelOf } from './model';
import { colours, NodeList } from './NodeList';
import { NodePanel, PANEL_WIDTH } from './NodePanel';
import { NothingConnected } from './NothingConnected';

const GraphCanvas = lazy(() => import('./GraphCanvas').then((module) => ({ default: module.GraphCanvas })));

const icon = { size: 15, strokeWidth: 1.6, 'aria-hidden': true } as const;
const types = ['note', 'webpage', 'file'] as const;

/** Whether this browser draws at all; not asked again once it failed. */
const drawing = { possible: document.createElement('canvas').getContext('webgl2') !== null };

interface Props {
  readonly search: GraphSearch;
  onSearch(search: GraphSearch): void;
}

/** The library as a graph, and the same as a list. */
export function ConnectionsPage({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const navigate = useNavigate();
  const { list: listBeside } = usePreferences();
  const { data, error, isPlaceholderData, refetch } = useQuery(graphQuery(search));
  const { data: queue } = useQuery(queueQuery);
  const [find, setFind] = useState('');
  const [draws, setDraws] = useState(drawing.possible);
  const [thinned, setThinned] = useState<number | null>(null);
  const canvas = useRef<CanvasHandle>(null);
  const finder = useRef<HTMLInputElement>(null);

  const model = useMemo(() => data && modelOf(data), [data]);
  const found = useMemo(() => (model && find ? model.nodes.filter(({ title }) => beginsWords(title, find)) : model?.nodes) ?? [], [model, find]);
  const matches = useMemo(() => (find ? new Set(found.map(({ id }) => id)) : null), [find, found]);
  const chosen = model?.nodes.find(({ id }) => id === search.focus);
  const change = (to: GraphChange) => onSearch(changed(search, to));
  const choose = (id: string | null) => change({ focus: id ?? undefined });
  const open = (id: string) => void navigate({ to: '/items/$id', params: { id } });
  const step = (by: number) => {
    const at = found.findIndex(({ id }) => id === search.focus);
    const next = found[Math.min(found.length - 1, Math.max(0, at + by))];
    if (next) choose(next.id);
  };
  const goTo = (by: number) => {
    const at = found.findIndex(({ id }) => id === search.focus);
    const next = found[Math.max(0, at + by) % Math.max(1, found.length)];
    if (!next) return;
    canvas.current?.centre(next.id);
    choose(next.id);
  };
  const showsList = !draws || search.view === 'list';
  const toggleView = () => change({ view: showsList ? undefined : 'list' });

  useCommands([
    { id: 'graph.find', label: 'graph.find', group: 'go', keys: ['/', 'Mod+F'], run: () => finder.current?.select() },
    { id: 'graph.next', label: 'command.next', group: 'items', keys: ['j', 'ArrowDown'], run: () => step(1) },
    { id: 'graph.previous', label: 'command.previous', group: 'items', keys: ['k', 'ArrowUp'], run: () => step(-1) },
    ...(chosen
      ? [
          { id: 'graph.open', label: 'command.open', group: 'items' as const, keys: ['Enter'], run: () => open(chosen.id) },
          { id: 'graph.clear', label: 'command.clearSelection', group: 'items' as const, keys: ['Escape'], run: () => choose(null) },
        ]
      : find
        ? [{ id: 'graph.clearFind', label: 'command.clearSearch', group: 'items' as const, keys: ['Escape'], run: () => setFind('') }]
        : []),
    ...(draws ? [{ id: 'graph.view', label: showsList ? 'graph.asGraph' : 'graph.asList', group: 'view' as const, keys: ['v'], run: toggleView }] : []),
    ...(showsList
      ? []
      : [
          { id: 'graph.zoomIn', label: 'graph.zoomIn', group: 'view' as const, keys: ['+', '='], run: () => canvas.current?.zoom(true) },
          { id: 'graph.zoomOut', label: 'graph.zoomOut', group: 'view' as const, keys: ['-'], run: () => canvas.current?.zoom(false) },
          { id: 'graph.fit', label: 'graph.fit', group: 'view' as const, keys: ['0'], run: () => canvas.current?.fit() },
        ]),
  ]);
  const lost = useCallback(() => {
    drawing.possible = false;
    setDraws(false);
  }, []);

  const empty = model?.nodes.length === 0;
  const limit = search.limit ?? DEFAULT_LIMIT;
  const more = data?.truncated ? moreThan(limit) : null;
  const filtered = isFiltered(search);
  const summary = model && !empty ? `${t('items.count', { count: model.nodes.length, shown: formats.number(model.nodes.length) })} · ${t('graph.connections', { count: model.edges.length, shown: formats.number(model.edges.length) })}` : '';
  const truth = !data?.truncated
    ? null
    : data.nodes.length < limit - 1
      ? t('graph.mostConnections', { shown: formats.number(data.edges.length) })
      : queue && !filtered
        ? t('graph.mostOf', { shown: formats.number(data.nodes.length), total: formats.number(queue.total) })
        : t('graph.most', { shown: formats.number(data.nodes.length) });

  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <h1 className="sr-only">{t('nav.connections')}</h1>
      {(!empty || filtered) && (
        <header className="flex min-h-[51px] shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-3 py-2">
          <FindBox field={finder} value={find} onChange={setFind} onStep={goTo} found={find ? found.length : null} />
          <GraphFilters search={search} onChange={change} />
          <span role="status" className="tabular ms-auto truncate text-xs text-ink-2">
            {summary}
          </span>
          {draws && (
            <IconButton label={t(showsList ? 'graph.asGraph' : 'graph.asList')} keys="v" onClick={toggleView}>
              {showsList ? <Waypoints {...icon} /> : <List {...icon} />}
            </IconButton>
          )}
        </header>
      )}
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!draws && (
        <p role="status" className="border-b border-line bg-panel px-4 py-2 text-sm text-ink-2">
          {t('graph.cannotDraw')}
        </p>
      )}
      {search.focus !== undefined && model && !chosen && !isPlaceholderData && !empty && (
        <p role="status" className="flex items-center gap-3 border-b border-line bg-panel px-4 py-1.5 text-sm text-ink-2">
          {t('graph.notShown')}
          {filtered && <Button onClick={() => change(unfiltered)}>{t('graph.unfilter')}</Button>}
        </p>
      )}
      {empty && <NothingConnected filtered={filtered} onUnfilter={() => change(unfiltered)} />}
      {model && !empty && (
        <div className="relative flex min-h-0 min-w-0 flex-1">
          {(showsList || listBeside) && (
            <section aria-label={t('graph.list')} className={`flex min-w-0 flex-col ${showsList ? 'flex-1' : 'w-[300px] shrink-0 border-e border-line max-[1180px]:hidden'}`} style={showsList && chosen ? { paddingInlineEnd: PANEL_WIDTH } : undefined}>
              {found.length === 0 ? <p className="px-3.5 py-4 text-sm text-ink-2">{t('graph.notFound')}</p> : <NodeList nodes={found} chosen={search.focus ?? null} dimmed={isPlaceholderData} onChoose={choose} onOpen={open} />}
            </section>
          )}
          {!showsList && (
            <section aria-label={t('graph.graph')} className="relative min-w-0 flex-1">
              <Suspense>
                <GraphCanvas model={model} chosen={search.focus ?? null} matches={matches} covered={chosen ? PANEL_WIDTH : 0} handle={canvas} events={{ chosen: choose, opened: open, thinned: setThinned, lost }} />
              </Suspense>
              <div className="pointer-events-none absolute inset-x-3 bottom-3 flex items-end justify-between gap-4">
                <div className="pointer-events-auto flex flex-col rounded border border-line bg-raised">
                  <IconButton label={t('graph.zoomIn')} keys="+" onClick={() => canvas.current?.zoom(true)}>
                    <Plus {...icon} />
                  </IconButton>
                  <IconButton label={t('graph.zoomOut')} keys="-" onClick={() => canvas.current?.zoom(false)}>
                    <Minus {...icon} />
                  </IconButton>
                  <IconButton label={t('graph.fit')} keys="0" onClick={() => canvas.current?.fit()}>
                    <Maximize {...icon} />
                  </IconButton>
                </div>
              </div>
            </section>
          )}
          {chosen && <NodePanel key={chosen.id} node={chosen} isShown={(id) => model.neighbours.has(id)} onChoose={choose} onOpen={() => open(chosen.id)} onClose={() => choose(null)} />}
        </div>
      )}
      {model && !empty && (!showsList || truth) && (
        <footer className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3.5 py-1 text-xs text-ink-2">
          {!showsList && (
            <ul aria-label={t('filter.type')} className="flex items-center gap-3">
              {types.map((type) => (
                <li key={type} className="flex items-center gap-1.5">
                  <span aria-hidden className={`size-2 rounded-full bg-current ${colours[type]}`} />
                  {t(`type.${type}`)}
                </li>
              ))}
            </ul>
          )}
          {!showsList && thinned !== null && <span role="status">{t('graph.thinned', { shown: formats.number(thinned) })}</span>}
          {truth && <span className="ms-auto">{truth}</span>}
          {more !== null && (
            <Button look="quiet" onClick={() => change({ limit: more })}>
              {t('graph.showMore', { shown: formats.number(more) })}
            </Button>
          )}
        </footer>
      )}
    </div>
  );
}
