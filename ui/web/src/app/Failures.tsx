import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../lib/format';
import { queueQuery, retryFailed } from '../lib/library';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { errorText } from '../ui/Problem';

/** What could not be processed, why, and trying again. */
export function Failures({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data } = useQuery(queueQuery);
  const failed = data?.jobs.filter((job) => job.status === 'failed') ?? [];
  const more = (data?.failed ?? 0) - new Set(failed.map((job) => job.item_id)).size;
  const retry = useMutation({ mutationFn: (ids: readonly string[] | undefined) => retryFailed(ids) });
  return (
    <Dialog label={t('failures.title')} onClose={onClose} className="w-[min(560px,92vw)]">
      <header className="flex items-center gap-2 border-b border-line px-4 py-2.5">
        <h2 className="flex-1 font-[600]">{t('failures.title')}</h2>
        {failed.length > 0 && <Button onClick={() => retry.mutate(undefined)}>{t('failures.retryAll')}</Button>}
        <Button look="quiet" onClick={onClose}>
          {t('action.close')}
        </Button>
      </header>
      {retry.error && (
        <p role="alert" dir="auto" className="border-b border-line px-4 py-2.5 text-bad">
          {errorText(retry.error, t)}
        </p>
      )}
      {failed.length === 0 ? (
        <p className="px-4 py-6 text-ink-2">{t('failures.none')}</p>
      ) : (
        <ul className="max-h-[60vh] overflow-y-auto">
          {failed.map((job) => (
            <li key={job.item_id + job.stage} className="flex items-start gap-3 border-b border-line px-4 py-2.5 last:border-b-0">
              <span className="min-w-0 flex-1">
                <Link to="/items/$id" params={{ id: job.item_id }} onClick={onClose} dir="auto" className="block truncate font-[560] hover:underline">
                  {job.title}
                </Link>
                <span className="block text-xs break-words text-bad">{job.reason ?? t('problem.unknown')}</span>
              </span>
              <Button onClick={() => retry.mutate([job.item_id])}>{t('action.retry')}</Button>
            </li>
          ))}
          {more > 0 && <li className="px-4 py-2.5 text-ink-2">{t('failures.more', { count: more, shown: formats.number(more) })}</li>}
        </ul>
      )}
    </Dialog>
  );
}
