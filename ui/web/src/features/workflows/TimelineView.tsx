import type { WorkflowNodeRun } from '@cortex/contract';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { useRunNames } from '../../lib/run-names';
import { StatusIcon } from './Status';
import { timelineOf, type Bar, type Pause } from './timeline';

interface Props {
  readonly runs: readonly WorkflowNodeRun[];
  readonly selected: string | null;
  onSelect(node: string): void;
}

const inks = { running: 'bg-accent/60', waiting: 'bg-warning', completed: 'bg-accent', failed: 'bg-bad', cancelled: 'bg-ink-3' };
const percent = (part: number) => `${Math.round(part * 10_000) / 100}%`;

/** When each node was at work, and for how long. */
export function TimelineView({ runs, selected, onSelect }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { bars, pauses } = timelineOf(runs);
  return (
    <>
      <ol className="-mx-2 flex flex-col">
        {bars.map((bar, index) => (
          <li key={`${bar.run.path} ${bar.run.node} ${index}`}>
            <Line bar={bar} pauses={pauses} selected={selected === bar.run.node} onSelect={() => onSelect(bar.run.node)} />
          </li>
        ))}
      </ol>
      {pauses.length > 0 && <p className="mt-1.5 text-xs text-ink-2">{t('workflows.pauses', { durations: pauses.map((pause) => formats.duration(pause.ms)).join(', ') })}</p>}
    </>
  );
}

interface LineProps {
  readonly bar: Bar;
  readonly pauses: readonly Pause[];
  readonly selected: boolean;
  onSelect(): void;
}

function Line({ bar: { run, offset, start, width }, pauses, selected, onSelect }: LineProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useRunNames();
  const facts = [
    run.model,
    run.input_tokens !== null || run.output_tokens !== null ? t('workflows.tokens', { input: formats.number(run.input_tokens ?? 0), output: formats.number(run.output_tokens ?? 0) }) : null,
    run.attempts > 1 ? t('workflows.attempts', { count: run.attempts }) : null,
    run.cached ? t('workflows.cached') : null,
  ].filter(Boolean);
  return (
    <button type="button" aria-pressed={selected} onClick={onSelect} className={`block w-full rounded px-2 py-1 text-start ${selected ? 'bg-tint text-on-tint' : 'hover:bg-panel'}`}>
      <span className="flex items-center gap-2.5">
        <StatusIcon status={run.status} size={12} />
        <span className="w-[124px] shrink-0 truncate text-xs">{names.node(run.node)}</span>
        <span aria-hidden className="relative h-3 min-w-0 flex-1 rounded-[2px] bg-line/50">
          {pauses.map((pause) => (
            <span key={pause.at} className="absolute inset-y-0 border-s border-dashed border-ink-3" style={{ insetInlineStart: percent(pause.at) }} />
          ))}
          <span className={`absolute inset-y-0.5 min-w-[2px] rounded-[2px] ${inks[run.status]}`} style={{ insetInlineStart: `min(${percent(start)}, calc(100% - 2px))`, width: percent(width) }} />
        </span>
        <span className="tabular w-[52px] shrink-0 text-end text-xs" title={t('workflows.after', { duration: formats.duration(offset) })}>
          {formats.duration(run.took_ms)}
        </span>
        <span className="sr-only">
          {t(`workflows.status.${run.status}`)}, {t('workflows.after', { duration: formats.duration(offset) })}
        </span>
      </span>
      {facts.length > 0 && <span className={`ms-[22px] block truncate text-2xs ${selected ? '' : 'text-ink-2'}`}><bdi>{facts.join(' · ')}</bdi></span>}
      {run.error && (
        <span dir="auto" className={`ms-[22px] block text-xs break-words whitespace-pre-wrap ${selected ? '' : 'text-bad'}`}>
          {run.error}
        </span>
      )}
    </button>
  );
}
