import type { WorkflowRun } from '@cortex/contract';
import { useTranslation } from 'react-i18next';

const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** What graphs, their nodes and what they work on are called. A graph that this build does not know has its own name. */
export function useRunNames() {
  const { t } = useTranslation();
  const name = (group: 'graph' | 'node', key: string) => t(`workflows.${group}.${key}` as 'nav.items', { defaultValue: key.replaceAll('_', ' ') });
  const graph = (key: string) => name('graph', key);
  return {
    graph,
    node: (key: string) => name('node', key),
    subject: (run: Pick<WorkflowRun, 'graph' | 'subject'> & { readonly subject_title?: string | null }) => {
      if (run.subject_title) return run.subject_title;
      const period = run.graph === 'digest' && (['daily', 'weekly', 'manual'] as const).find((one) => run.subject?.startsWith(`${one} `));
      if (period) return t(`digest.period.${period}`);
      // The id of what is gone, or not read yet, says nothing to anyone.
      return run.subject === null || isId.test(run.subject) ? graph(run.graph) : run.subject;
    },
  };
}
