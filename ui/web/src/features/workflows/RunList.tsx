import type { WorkflowRun } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../lib/commands';
import { useFormats } from '../../lib/format';
import type { LiveRun } from '../../lib/live-runs';
import { useRunNames } from '../../lib/run-names';
import { graphsQuery, runPageQuery, RUNS_A_PAGE, runStates, useRunFeed, type RunFilters } from '../../lib/runs';
import { usePages } from '../../lib/usePages';
import { Chip } from '../../ui/Chip';
import { Empty } from '../../ui/Empty';
import { FilterSelect } from '../../ui/FilterSelect';
import { Kbd } from '../../ui/Kbd';
import { Problem } from '../../ui/Problem';
import { RowPlaceholder } from '../../ui/Row';
import { optionId, VirtualList } from '../../ui/VirtualList';
import { RunRow, RUN_ROW_HEIGHT } from './RunRow';

/** What is over sooner is not shown before it is kept: a search leaves nothing behind, and a short run would only flash. */
const SHOWN_AFTER_MS = 400;

type Listed = Pick<WorkflowRun, 'id' | 'graph' | 'subject' | 'status' | 'started_at' | 'ended_at' | 'subject_title'>;

const ofLive = (run: LiveRun): Listed => ({ id: run.id, graph: run.graph, subject: run.subject, status: run.status, started_at: new Date(run.since).toISOString(), ended_at: null, subject_title: null });

interface Props {
  readonly filters: RunFilters;
  onChange(change: Partial<RunFilters>): void;
}

/** The runs, newest first; those under way are followed live. */
export function RunList({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useRunNames();
  const navigate = useNavigate();
  const { id: openId } = useParams({ strict: false });
  const live = useRunFeed();
  const [cursorId, setCursorId] = useState<string | null>(openId ?? null);
  const { data: graphs = [] } = useQuery(graphsQuery);
  const { total, at, onVisible, isPlaceholder, isPending, error, refetch } = usePages({ size: RUNS_A_PAGE, query: (page) => runPageQuery(filters, page), rows: (page) => page.runs });
  const label = t('workflows.runs');

  const kept = Array.from({ length: Math.min(total, RUNS_A_PAGE) }, (_, index) => at(index)?.id);
  const begun = [...live.values()].filter((run) => run.status === 'running' && lasts(run) && !kept.includes(run.id) && passes(run, filters)).reverse().map(ofLive);
  const count = begun.length + total;
  const row = (index: number): Listed | undefined => {
    if (index < begun.length) return begun[index];
    const run = at(index - begun.length);
    return run && live.get(run.id)?.status === 'running' ? { ...run, status: 'running' } : run;
  };
  const indexOf = (id: string | null | undefined) => {
    for (let index = 0; id && index < count; index += 1) if (row(index)?.id === id) return index;
    return -1;
  };
  const cursor = indexOf(cursorId ?? openId);

  const open = (index: number, replace = false) => {
    const run = row(index);
    if (!run) return;
    setCursorId(run.id);
    void navigate({ to: '/workflows/$id', params: { id: run.id }, search: true, replace });
  };
  const step = (by: number) => {
    const next = Math.min(count - 1, Math.max(0, cursor + by));
    const run = row(next);
    if (!run) return;
    setCursorId(run.id);
    // What stands beside the list follows the keyboard.
    if (openId && matchMedia('(min-width: 761px)').matches) open(next, true);
  };
  useCommands([
    { id: 'runs.next', label: 'command.next', group: 'view', keys: ['j', 'ArrowDown'], run: () => step(1) },
    { id: 'runs.previous', label: 'command.previous', group: 'view', keys: ['k', 'ArrowUp'], run: () => step(-1) },
    { id: 'runs.open', label: 'command.open', group: 'view', keys: ['Enter'], run: () => open(Math.max(0, cursor)) },
  ]);

  const isFiltered = Object.keys(filters).length > 0;
  const subject = row(0);
  return (
    <>
      <header className="flex flex-col gap-2 border-b border-line px-3 pt-2.5 pb-2">
        <div className="flex h-7 items-center justify-between gap-2 px-0.5">
          <h1 className="text-md font-[620]">{t('workflows.title')}</h1>
          <span role="status" className="tabular text-xs text-ink-2">
            {isPending ? '' : t('workflows.count', { count: total, shown: formats.number(total) })}
          </span>
        </div>
        <div role="group" aria-label={t('filter.label')} className="flex flex-wrap items-center gap-1.5">
          <FilterSelect label={t('workflows.kind')} none={t('workflows.kind')} value={filters.graph} options={graphs.map(({ name }) => ({ value: name, label: names.graph(name) }))} onChange={(graph) => onChange({ graph })} />
          <FilterSelect label={t('filter.status')} none={t('filter.status')} value={filters.state} options={runStates.map((value) => ({ value, label: t(`workflows.status.${value}`) }))} onChange={(state) => onChange({ state })} />
          {filters.subject !== undefined && (
            <Chip removeLabel={t('filter.remove', { name: t('workflows.about') })} onRemove={() => onChange({ subject: undefined })}>
              {subject ? names.subject(subject) : t('workflows.about')}
            </Chip>
          )}
        </div>
      </header>
      {error && total === 0 ? (
        <Problem error={error} onRetry={() => void refetch()} />
      ) : !isPending && count === 0 ? (
        <NothingHere filtered={isFiltered} search={filters.graph === 'adaptive_search'} />
      ) : (
        <VirtualList
          label={label}
          count={isPending ? 10 : count}
          rowHeight={RUN_ROW_HEIGHT}
          cursor={cursor}
          dimmed={isPlaceholder}
          onVisible={(first, last) => onVisible(Math.max(0, first - begun.length), Math.max(0, last - begun.length))}
          row={(index) => {
            const run = row(index);
            if (!run) return <RowPlaceholder />;
            return <RunRow id={optionId(label, index)} position={index} size={count} run={run} open={run.id === openId} cursor={index === cursor} onOpen={() => open(index)} />;
          }}
        />
      )}
    </>
  );
}

// Told by what it did, so that drawing asks no clock.
const lasts = (run: LiveRun) => [...run.open.map((node) => node.since), ...run.ended.map((node) => Date.parse(node.started_at))].some((at) => at - run.since > SHOWN_AFTER_MS) || run.ended.some((node) => node.took_ms > SHOWN_AFTER_MS);

const passes = (run: LiveRun, { graph, state, subject }: RunFilters) => (graph === undefined || graph === run.graph) && (state === undefined || state === run.status) && (subject === undefined || subject === run.subject);

function NothingHere({ filtered, search }: { readonly filtered: boolean; readonly search: boolean }) {
  const { t } = useTranslation();
  if (search) return <Empty title={t('workflows.noneFiltered')}>{t('workflows.noneSearch')}</Empty>;
  if (filtered) return <Empty title={t('workflows.noneFiltered')}>{t('items.noneFilteredHint')}</Empty>;
  return (
    <Empty title={t('workflows.none')}>
      <p>{t('workflows.noneHint')}</p>
      <p>
        <Kbd keys="n" /> {t('command.capture')}
      </p>
    </Empty>
  );
}
