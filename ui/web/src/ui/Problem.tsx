import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiError, OfflineError } from '../lib/api';
import { Button } from './Button';

/** What went wrong, in a sentence. */
export const errorText = (error: unknown, t: TFunction): string => (error instanceof OfflineError ? t('offline.short') : error instanceof ApiError && error.message ? error.message : t('problem.unknown'));

/** What went wrong, and trying again. */
export function Problem({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 px-4 py-3 text-sm text-bad">
      <span dir="auto">{errorText(error, t)}</span>
      {onRetry && <Button onClick={onRetry}>{t('action.retry')}</Button>}
    </div>
  );
}
