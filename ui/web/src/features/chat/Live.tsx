import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import type { LiveAnswer } from './live-answer';

/** An answer while it is written: what is being done, and the words as they come. */
export function Live({ live, onRetry }: { readonly live: LiveAnswer; onRetry(): void }) {
  const { t } = useTranslation();
  if (live.error)
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 text-sm text-bad">
        <span dir="auto">{live.error.message || t('offline.short')}</span>
        <Button onClick={onRetry}>{t('action.retry')}</Button>
      </div>
    );
  return (
    <div className="flex flex-col gap-2.5">
      {live.text && (
        <p dir="auto" className="reading whitespace-pre-wrap">
          {live.text.replaceAll(/\s?\[\d+\]/g, '')}
        </p>
      )}
      <p role="status" className="flex items-center gap-2 text-xs text-ink-2">
        <span aria-hidden className="size-1.5 rounded-full bg-accent" />
        {live.note ?? t(`chat.state.${live.state}`, { count: live.passages })}
      </p>
    </div>
  );
}
