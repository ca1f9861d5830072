import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, CircleAlert, LoaderCircle, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../lib/connection';
import { itemQuery } from '../../lib/library';
import { Button, IconButton } from '../../ui/Button';
import { useCaptures, type Capture } from './captures';

const SHOWN = 6;

/** What became of what was captured, thing by thing. */
export function CaptureTray() {
  const { t } = useTranslation();
  const { all, retry, retryOffline, discard, dismiss } = useCaptures();
  const online = useConnection((now) => now.state === 'online');
  // What could not be sent while the backend was gone goes by itself.
  useEffect(() => {
    if (online) retryOffline();
  }, [online, retryOffline]);
  if (all.length === 0) return null;
  // What failed comes first, and all of it.
  const failed = all.filter((capture) => capture.state === 'failed');
  const others = all.filter((capture) => capture.state !== 'failed');
  const room = Math.max(0, SHOWN - failed.length);
  const hidden = Math.max(0, others.length - room);
  return (
    <section aria-label={t('capture.tray')} className="appears fixed end-3 bottom-10 z-30 w-80 max-w-[92vw] overflow-hidden rounded-lg border border-line-strong bg-raised shadow-float">
      <header className="flex min-h-9 items-center border-b border-line py-1 ps-3 pe-1">
        <h2 className="flex-1 text-xs text-ink-2">{t('capture.tray')}</h2>
        {all.some((capture) => !capture.what) && (
          <IconButton label={t('action.dismiss')} onClick={dismiss}>
            <X size={14} strokeWidth={1.6} aria-hidden />
          </IconButton>
        )}
      </header>
      <ul aria-live="polite" className="max-h-64 overflow-y-auto">
        {[...failed, ...others.slice(0, room)].map((capture) => (
          <Entry key={capture.key} capture={capture} onRetry={() => retry(capture.key)} onDiscard={() => discard(capture.key)} />
        ))}
      </ul>
      {hidden > 0 && <p className="border-t border-line px-3 py-1.5 text-xs text-ink-2">{t('capture.more', { count: hidden })}</p>}
    </section>
  );
}

function Entry({ capture, onRetry, onDiscard }: { readonly capture: Capture; onRetry(): void; onDiscard(): void }) {
  const { t } = useTranslation();
  const { data: item } = useQuery({ ...itemQuery(capture.itemId ?? ''), enabled: capture.itemId !== undefined });
  const failed = capture.state === 'failed' || item?.processing_status === 'failed';
  const findable = item?.stages['words']?.status === 'done';
  const reason = capture.offline ? t('capture.offline') : capture.error || item?.error;
  const state = capture.state === 'sending' ? t('capture.sending') : capture.state === 'unchanged' ? t('capture.unchanged') : item?.processing_status === 'completed' ? t('capture.done') : findable ? t('capture.findable') : t('capture.kept');
  const Icon = failed ? CircleAlert : capture.state === 'sending' ? LoaderCircle : Check;
  return (
    <li className="flex items-start gap-2 px-3 py-2 not-first:border-t not-first:border-line">
      <Icon size={14} strokeWidth={1.8} aria-hidden className={`mt-0.5 shrink-0 ${failed ? 'text-bad' : capture.state === 'sending' ? 'text-ink-3' : 'text-good'}`} />
      <span className="min-w-0 flex-1">
        {capture.itemId ? (
          <Link to="/items/$id" params={{ id: capture.itemId }} dir="auto" className="block truncate font-[560] hover:underline">
            {capture.label}
          </Link>
        ) : (
          <span dir="auto" className="block truncate font-[560]">
            {capture.label}
          </span>
        )}
        <span className={`block text-xs ${failed ? 'text-bad' : 'text-ink-2'}`}>{failed ? reason || t('problem.unknown') : state}</span>
      </span>
      {capture.state === 'failed' && (
        <>
          <Button onClick={onRetry}>{t('action.retry')}</Button>
          <IconButton label={t('capture.discard', { name: capture.label })} onClick={onDiscard}>
            <X size={14} strokeWidth={1.6} aria-hidden />
          </IconButton>
        </>
      )}
    </li>
  );
}
