import type { WorkflowRunDetail } from '@cortex/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { retryFailed } from '../../lib/library';
import { useRunNames } from '../../lib/run-names';
import { Button } from '../../ui/Button';
import { Problem } from '../../ui/Problem';
import type { Trace } from './trace';

interface Props {
  readonly run: Pick<WorkflowRunDetail, 'graph' | 'subject' | 'conversation_id' | 'error'>;
  readonly trace: Trace;
}

/** Why a run failed, and what can be done. */
export function Failure({ run, trace }: Props) {
  const { t } = useTranslation();
  const names = useRunNames();
  const [problem, setProblem] = useState<unknown>(null);
  const failed = trace.runs.findLast((node) => node.status === 'failed');
  const retry = async (id: string) => {
    setProblem(null);
    await retryFailed([id]).catch(setProblem);
  };
  const link = 'text-accent underline underline-offset-3';
  return (
    <section aria-label={t('workflows.why')} className="mt-5 max-w-prose border-s-2 border-bad ps-3.5">
      <p className="font-[560] text-bad">{failed ? t('workflows.failedAt', { node: names.node(failed.node) }) : t('workflows.status.failed')}</p>
      <p dir="auto" className="mt-0.5 break-words whitespace-pre-wrap">
        {run.error ?? failed?.error ?? t('problem.unknown')}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-3 text-ink-2">
        {run.graph === 'processing' && run.subject && (
          <>
            <span>{t('workflows.hint.processing')}</span>
            <Button onClick={() => void retry(run.subject!)}>{t('action.retry')}</Button>
          </>
        )}
        {run.conversation_id && (
          <>
            <span>{t('workflows.hint.chat')}</span>
            <Link to="/conversations/$id" params={{ id: run.conversation_id }} className={link}>
              {t('workflows.openConversation')}
            </Link>
          </>
        )}
        {run.graph === 'digest' && (
          <>
            <span>{t('workflows.hint.digest')}</span>
            <Link to="/digest" className={link}>
              {t('digest.title')}
            </Link>
          </>
        )}
      </div>
      {problem !== null && <Problem error={problem} />}
    </section>
  );
}
