import type { WorkflowRunDetail } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowLeft, BookOpen, MessageCircle } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../lib/api';
import { useCommands } from '../../lib/commands';
import { useFormats } from '../../lib/format';
import { useRunNames } from '../../lib/run-names';
import { graphsQuery, runQuery, useLiveRuns } from '../../lib/runs';
import { IconButton } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Problem } from '../../ui/Problem';
import { Checkpoints } from './Checkpoints';
import { Failure } from './Failure';
import { GraphView } from './GraphView';
import { NodePane } from './NodePane';
import { StatusIcon } from './Status';
import { instant, timelineOf } from './timeline';
import { TimelineView } from './TimelineView';
import { traceOf } from './trace';

const icon = { size: 15, strokeWidth: 1.6, 'aria-hidden': true } as const;
const TICK_MS = 500;

/** One run: its graph, node by node, and when each was at work. */
export function RunDetail({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useRunNames();
  const navigate = useNavigate();
  const { data: run, error, refetch } = useQuery(runQuery(id));
  const { data: graphs } = useQuery(graphsQuery);
  const live = useLiveRuns((now) => now.runs.get(id));
  const now = useClock(live?.status === 'running');
  const [selected, setSelected] = useState<string | null>(null);
  const steps = useRef<HTMLOListElement>(null);

  const back = () => void navigate({ to: '/workflows', search: true });
  const close = () => {
    setSelected(null);
    steps.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  };
  useCommands([
    { id: 'run.back', label: 'command.back', group: 'view', keys: ['Escape'], run: () => (selected ? close() : back()) },
    { id: 'run.steps', label: 'workflows.toSteps', group: 'view', keys: ['Enter'], run: () => steps.current?.querySelector<HTMLElement>('button')?.focus() },
  ]);

  const known = run ?? (live && { id, graph: live.graph, subject: live.subject, subject_title: null, conversation_id: null, started_at: new Date(live.since).toISOString(), ended_at: null, question: null, error: live.error, forked_from: null });
  if (!known && error instanceof ApiError && error.status === 404) return <Empty title={t('workflows.gone')}>{t('workflows.goneHint')}</Empty>;
  if (!known && error) return <Problem error={error} onRetry={() => void refetch()} />;
  const graph = graphs?.find((one) => one.name === known?.graph);
  if (!known || !graph) return <div aria-busy="true" className="flex-1" />;

  const trace = traceOf(graph, run, live, now);
  const title = names.subject(known);
  const { busyMs } = timelineOf(trace.runs);
  const whole = known.ended_at && trace.status !== 'running' && trace.status !== 'waiting' ? instant(known.ended_at) - instant(known.started_at) : null;
  const node = selected ? trace.nodes.get(selected) : undefined;
  const meta = [names.graph(known.graph), formats.full(known.started_at), trace.runs.length > 0 ? t('workflows.atWork', { duration: formats.duration(busyMs) }) : null, whole !== null ? t('workflows.inAll', { duration: formats.duration(whole) }) : null].filter(Boolean);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex h-[51px] shrink-0 items-center gap-1 border-b border-line px-4">
        <IconButton label={t('command.back')} keys="Escape" onClick={back} className="-ms-1 min-[761px]:hidden">
          <ArrowLeft {...icon} className="rtl:-scale-x-100" />
        </IconButton>
        <p className="min-w-0 flex-1 truncate text-sm text-ink-2">
          {t('workflows.title')} <span className="mx-1 text-ink-3">/</span> <bdi>{title}</bdi>
        </p>
        <SubjectLink run={known} />
      </header>
      <div tabIndex={0} role="region" aria-label={title} className="min-h-0 flex-1 overflow-y-auto px-8 pt-7 pb-16 focus-visible:outline-none max-[900px]:px-5">
        <h1 dir="auto" className="line-clamp-3 max-w-[40ch] font-serif text-2xl leading-tight font-[620] break-words">
          {title}
        </h1>
        <p className="mt-2 flex flex-wrap items-center gap-x-1.5 text-xs text-ink-2">
          <StatusIcon status={trace.status} />
          <span role="status" className={trace.status === 'failed' ? 'text-bad' : ''}>
            {t(`workflows.status.${trace.status}`)}
          </span>
          <span>· {meta.join(' · ')}</span>
          {known.forked_from && (
            <span>
              ·{' '}
              <Link to="/workflows/$id" params={{ id: known.forked_from }} search={true} className="text-accent underline underline-offset-3">
                {t('workflows.forked')}
              </Link>
            </span>
          )}
        </p>
        {trace.status === 'waiting' && <p className="mt-3 max-w-prose text-ink-2">{known.question ?? t('workflows.waits')}</p>}
        {trace.status === 'cancelled' && known.error && (
          <p dir="auto" className="mt-3 max-w-prose text-ink-2">
            {known.error}
          </p>
        )}
        {trace.status === 'failed' && <Failure run={known} trace={trace} />}
        <div className="@container mt-7">
          <div className="flex flex-col gap-x-8 gap-y-8 @[700px]:flex-row @[700px]:items-start">
            <div className="max-w-full shrink-0">
              <GraphView graph={graph} trace={trace} selected={selected} list={steps} onSelect={setSelected} />
            </div>
            <div className="flex min-w-0 flex-1 flex-col gap-7">
              <Section title={t('workflows.timeline')}>
                <TimelineView runs={trace.runs} selected={selected} onSelect={setSelected} />
              </Section>
              {node && <NodePane trace={node} startedAt={known.started_at} onClose={close} />}
              {run && (
                <Section title={t('workflows.checkpoints')}>
                  <Checkpoints checkpoints={run.checkpoints} />
                </Section>
              )}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2 text-xs text-ink-2">{title}</h2>
      {children}
    </section>
  );
}

function SubjectLink({ run }: { readonly run: Pick<WorkflowRunDetail, 'graph' | 'subject' | 'subject_title' | 'conversation_id'> }) {
  const { t } = useTranslation();
  const look = 'inline-flex h-7 shrink-0 items-center gap-1.5 rounded border border-line-strong bg-raised px-2.5 whitespace-nowrap hover:bg-panel';
  if (run.conversation_id)
    return (
      <Link to="/conversations/$id" params={{ id: run.conversation_id }} className={look}>
        <MessageCircle {...icon} />
        {t('workflows.openConversation')}
      </Link>
    );
  if (run.graph !== 'processing' || !run.subject) return null;
  return (
    <Link to="/items/$id" params={{ id: run.subject }} className={look}>
      <BookOpen {...icon} />
      {t('chat.openSource')}
    </Link>
  );
}

/** The time, while it matters. */
function useClock(running: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
