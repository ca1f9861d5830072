import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { queueQuery } from '../../lib/library';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Kbd } from '../../ui/Kbd';

/** An empty graph: filtered away, not read yet, or nothing that connects. */
export function NothingConnected({ filtered, onUnfilter }: { readonly filtered: boolean; onUnfilter(): void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: queue } = useQuery(queueQuery);
  if (filtered)
    return (
      <Empty title={t('items.noneFiltered')}>
        <Button onClick={onUnfilter}>{t('graph.unfilter')}</Button>
      </Empty>
    );
  if (!queue) return null;
  const waiting = queue.pending + queue.processing;
  if (waiting > 0)
    return (
      <Empty title={t('graph.reading')}>
        <p>{t(queue.pause?.paused ? 'graph.pausedHint' : 'graph.readingHint', { count: waiting, shown: formats.number(waiting) })}</p>
      </Empty>
    );
  return (
    <Empty title={t(queue.total === 0 ? 'items.none' : 'graph.none')}>
      <p>{t('graph.noneHint')}</p>
      <p className="flex items-center gap-2">
        <Kbd keys="n" />
        {t('command.capture')}
      </p>
    </Empty>
  );
}
