import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../lib/connection';
import { useFormats } from '../lib/format';
import { aiSettingsQuery, embeddingQuery, queueQuery } from '../lib/library';
import { chatModelOf } from '../lib/models';
import { useOverlay } from './overlay';

/** The truth at all times: where questions go, what is indexed, what failed, which models. */
export function StatusBar() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { show } = useOverlay();
  const connection = useConnection((now) => now.state);
  const { data: queue } = useQuery(queueQuery);
  const { data: ai } = useQuery(aiSettingsQuery);
  const { data: models } = useQuery(embeddingQuery);
  const model = chatModelOf(ai);
  const encoder = models?.embedding?.name.split(':') ?? [];
  const waiting = queue ? queue.pending + queue.processing : 0;
  const offline = connection === 'offline';
  return (
    <footer className="flex h-7 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-panel px-3.5 text-2xs whitespace-nowrap text-ink-2">
      <span className="flex items-center gap-1.5">
        <span aria-hidden className={`size-[7px] rounded-full ${offline ? 'bg-bad' : model.local ? 'bg-good' : 'bg-warning'}`} />
        {offline ? t('offline.short') : model.local ? t('status.local') : t('status.cloud', { provider: model.provider })}
      </span>
      {queue && (
        <span className="tabular flex items-center gap-2">
          <span>{t('status.ledger', { count: queue.total, done: formats.number(queue.completed), total: formats.number(queue.total) })}</span>
          {waiting > 0 && (
            <>
              <progress aria-label={t('status.progress')} value={queue.completed} max={Math.max(1, queue.total)} className="h-[3px] w-[86px] appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line-strong [&::-webkit-progress-value]:bg-accent" />
              <span>{t(queue.pause?.paused ? 'status.paused' : 'status.waiting', { count: waiting, shown: formats.number(waiting) })}</span>
            </>
          )}
          {queue.failed > 0 && (
            <button type="button" onClick={() => show('failures')} className="text-bad underline decoration-transparent underline-offset-2 hover:decoration-current">
              {t('status.failedCount', { count: queue.failed, shown: formats.number(queue.failed) })}
            </button>
          )}
        </span>
      )}
      <span className="ms-auto flex items-center gap-4 max-[900px]:hidden">
        {encoder.length > 0 && (
          <bdi title={t('status.encoder')}>
            {encoder.slice(1).join(':')} · {encoder[0] === 'built-in' ? t('status.builtIn') : encoder[0]}
          </bdi>
        )}
        <bdi title={t('status.model')}>{model.name ? `${model.name} · ${model.provider}` : t('status.noModel')}</bdi>
      </span>
    </footer>
  );
}
