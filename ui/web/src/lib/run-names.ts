import type { WorkflowRun } from '@cortex/contract';
import { useTranslation } from 'react-i18next';

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
      return period ? t(`digest.period.${period}`) : (run.subject ?? graph(run.graph));
    },
  };
}
