import type { WorkflowRun } from '@cortex/contract';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { useRunNames } from '../../lib/run-names';
import { instant } from './timeline';
import { StatusIcon } from './Status';

export const RUN_ROW_HEIGHT = 60;

interface Props {
  readonly id: string;
  readonly position: number;
  readonly size: number;
  readonly run: Pick<WorkflowRun, 'graph' | 'subject' | 'subject_title' | 'status' | 'started_at' | 'ended_at'>;
  readonly open: boolean;
  readonly cursor: boolean;
  onOpen(): void;
}

/** A run in the list: what it worked on, what it was, how it stands and how long it took. */
export function RunRow({ id, position, size, run, open, cursor, onOpen }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useRunNames();
  const took = run.ended_at && run.status !== 'waiting' && run.status !== 'running' ? formats.duration(instant(run.ended_at) - instant(run.started_at)) : null;
  return (
    <div
      id={id}
      role="option"
      aria-selected={open}
      aria-posinset={position + 1}
      aria-setsize={size}
      onClick={onOpen}
      className={`flex h-full flex-col justify-center gap-0.5 border-b border-line px-3.5 select-none ${open ? 'bg-tint shadow-[inset_2px_0_0_var(--accent)] rtl:shadow-[inset_-2px_0_0_var(--accent)]' : cursor ? 'bg-panel' : 'hover:bg-panel/70'} ${cursor ? 'outline-1 outline-offset-[-1px] outline-line-strong group-focus-visible/list:outline-2 group-focus-visible/list:outline-offset-[-2px] group-focus-visible/list:outline-accent' : ''}`}
    >
      <div className="flex items-baseline gap-3">
        <span dir="auto" className="min-w-0 flex-1 truncate text-md font-[560] text-ink">
          {names.subject(run)}
        </span>
        <span className="tabular shrink-0 text-xs text-ink-2">{formats.short(run.started_at)}</span>
      </div>
      <div className="flex items-center gap-1.5 text-xs text-ink-2">
        <StatusIcon status={run.status} />
        <span className={`min-w-0 flex-1 truncate ${run.status === 'failed' ? 'text-bad' : ''}`}>
          {names.graph(run.graph)}
          {run.status !== 'completed' && ` · ${t(`workflows.status.${run.status}`)}`}
        </span>
        {took && <span className="tabular shrink-0">{took}</span>}
      </div>
    </div>
  );
}
