import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUndo } from '../lib/undo';
import { Button, IconButton } from '../ui/Button';
import { Kbd } from '../ui/Kbd';
import { errorText } from '../ui/Problem';

const STAYS_MS = 12_000;

/** What was just done and can be taken back, or could not be done. It stays as long as somebody is at it. */
export function UndoBar() {
  const { t } = useTranslation();
  const { last, failure, run, clear } = useUndo();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || (!last && !failure)) return;
    const timer = setTimeout(clear, STAYS_MS);
    return () => clearTimeout(timer);
  }, [last, failure, held, clear]);
  const shown = last !== null || failure !== null;
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-10 z-40 flex justify-center px-4">
      {shown && (
        <div
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          className="appears pointer-events-auto flex min-w-0 items-center gap-2 rounded-lg border border-line-strong bg-raised py-1.5 ps-3.5 pe-1.5 shadow-float"
        >
          {failure ? (
            <span role="alert" dir="auto" className="min-w-0 break-words text-bad">
              {errorText(failure, t)}
            </span>
          ) : (
            <span dir="auto">{last?.text}</span>
          )}
          {last && (
            <Button look="quiet" className="text-accent" onClick={() => void run()}>
              {t(failure ? 'action.retry' : 'command.undo')} <Kbd keys="z" />
            </Button>
          )}
          <IconButton
            label={t('action.dismiss')}
            onClick={() => {
              setHeld(false);
              clear();
            }}
          >
            <X size={14} strokeWidth={1.6} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
