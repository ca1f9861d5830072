import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../lib/connection';
import { Button } from '../ui/Button';

const PATIENCE_MS = 1200;

/** The backend is gone: says so, tries again by itself, and lets one try at once. */
export function Banner() {
  const { t } = useTranslation();
  const { state, retryNow } = useConnection();
  const offline = state === 'offline';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    // A short breath, as when it starts anew, is no news.
    const timer = setTimeout(() => setShown(offline), offline ? PATIENCE_MS : 0);
    return () => clearTimeout(timer);
  }, [offline]);
  if (!shown) return null;
  return (
    <div role="alert" className="flex shrink-0 items-center gap-3 border-b border-line bg-panel px-4 py-1.5 text-sm">
      <span aria-hidden className="size-2 shrink-0 rounded-full bg-bad" />
      <span className="min-w-0 flex-1">
        <strong className="font-[600]">{t('offline.title')}</strong> <span className="text-ink-2">{t('offline.hint')}</span>
      </span>
      <Button onClick={retryNow}>{t('offline.now')}</Button>
    </div>
  );
}
