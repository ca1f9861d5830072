import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { useRunNames } from '../../lib/run-names';
import { IconButton } from '../../ui/Button';
import { instant } from './timeline';
import type { NodeTrace } from './trace';

interface Props {
  readonly trace: NodeTrace;
  readonly startedAt: string;
  onClose(): void;
}

/** All that one node did in a run, each time it was come to. */
export function NodePane({ trace, startedAt, onClose }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useRunNames();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    // Its answer, a promise in newer browsers, is none of an effect's.
    pane.current?.scrollIntoView({ block: 'nearest' });
  }, [trace.name]);
  return (
    <section ref={pane} aria-label={names.node(trace.name)} className="scroll-my-4 border-s-2 border-accent ps-3.5">
      <header className="flex items-center gap-2">
        <h2 className="font-[600]">{names.node(trace.name)}</h2>
        <code className="min-w-0 flex-1 truncate font-mono text-2xs text-ink-2">{trace.name}</code>
        <IconButton label={t('action.close')} keys="Escape" onClick={onClose}>
          <X size={14} strokeWidth={1.8} aria-hidden />
        </IconButton>
      </header>
      {trace.runs.length === 0 && <p className="text-ink-2">{t('workflows.notTaken')}</p>}
      <div className="flex flex-col gap-3">
        {trace.runs.map((run, index) => (
          <dl key={index} className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-xs [&_dt]:text-ink-2">
            <dt>{t('filter.status')}</dt>
            <dd className={run.status === 'failed' ? 'text-bad' : ''}>{t(`workflows.status.${run.status}`)}</dd>
            <dt>{t('workflows.began')}</dt>
            <dd className="tabular">{t('workflows.after', { duration: formats.duration(Math.max(0, instant(run.started_at) - instant(startedAt))) })}</dd>
            <dt>{t('workflows.took')}</dt>
            <dd className="tabular">
              {formats.duration(run.took_ms)}
              {run.attempts > 1 && ` · ${t('workflows.attempts', { count: run.attempts })}`}
              {run.cached && ` · ${t('workflows.cached')}`}
            </dd>
            {run.model && (
              <>
                <dt>{t('workflows.model')}</dt>
                <dd className="break-words">
                  <bdi>{run.model}</bdi>
                  {(run.input_tokens !== null || run.output_tokens !== null) && ` · ${t('workflows.tokens', { input: formats.number(run.input_tokens ?? 0), output: formats.number(run.output_tokens ?? 0) })}`}
                </dd>
              </>
            )}
            {run.path && (
              <>
                <dt>{t('workflows.within')}</dt>
                <dd className="font-mono text-2xs break-all">
                  <bdi dir="ltr">{run.path}</bdi>
                </dd>
              </>
            )}
            {run.error && (
              <>
                <dt>{t('workflows.error')}</dt>
                <dd dir="auto" className="break-words whitespace-pre-wrap text-bad">
                  {run.error}
                </dd>
              </>
            )}
          </dl>
        ))}
      </div>
    </section>
  );
}
