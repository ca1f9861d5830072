import type { WorkflowCheckpoint } from '@cortex/contract';
import { ArrowRight, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { useRunNames } from '../../lib/run-names';

/** What the run knew after each node; the state is written out when it is opened. */
export function Checkpoints({ checkpoints }: { readonly checkpoints: readonly WorkflowCheckpoint[] }) {
  const { t } = useTranslation();
  if (checkpoints.length === 0) return <p className="text-xs text-ink-2">{t('workflows.noCheckpoints')}</p>;
  return (
    <ol className="flex flex-col">
      {checkpoints.map((checkpoint) => (
        <li key={checkpoint.step} className="border-b border-line last:border-b-0">
          <Checkpoint checkpoint={checkpoint} />
        </li>
      ))}
    </ol>
  );
}

function Checkpoint({ checkpoint: { step, node, next, state } }: { readonly checkpoint: WorkflowCheckpoint }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useRunNames();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className="group">
      <summary className="flex list-none items-center gap-2 py-1.5 text-xs hover:bg-panel [&::-webkit-details-marker]:hidden">
        <ChevronRight size={12} strokeWidth={2} aria-hidden className="shrink-0 text-ink-2 group-open:rotate-90 rtl:-scale-x-100 rtl:group-open:scale-x-100" />
        <span className="tabular w-5 shrink-0 text-ink-2">{formats.number(step)}</span>
        <span className="min-w-0 truncate">{names.node(node)}</span>
        <ArrowRight size={11} strokeWidth={1.6} aria-label={t('workflows.next')} className="shrink-0 text-ink-2 rtl:-scale-x-100" />
        <span className="min-w-0 truncate text-ink-2">{next === 'end' ? t('workflows.end') : names.node(next)}</span>
      </summary>
      {open && (
        <pre dir="ltr" tabIndex={0} className="mb-2 max-h-80 overflow-auto rounded-md border border-line bg-panel px-3 py-2 font-mono text-2xs leading-relaxed">
          {JSON.stringify(state, null, 2)}
        </pre>
      )}
    </details>
  );
}
