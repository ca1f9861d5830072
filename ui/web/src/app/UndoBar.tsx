import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { X } from 'lucide-react';
import { useUndo } from '../lib/undo';
import { Button, IconButton } from '../ui/Button';
import { Kbd } from '../ui/Kbd';

const STAYS_MS = 12_000;

/** What was just done and can be taken back. */
export function UndoBar() {
  const { t } = useTranslation();
  const { last, run, clear } = useUndo();
  useEffect(() => {
    if (!last) return;
    const timer = setTimeout(clear, STAYS_MS);
    return () => clearTimeout(timer);
  }, [last, clear]);
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-10 z-40 flex justify-center">
      {last && (
        <div className="appears pointer-events-auto flex items-center gap-2 rounded-lg border border-line-strong bg-raised py-1.5 ps-3.5 pe-1.5 shadow-float">
          <span dir="auto">{last.text}</span>
          <Button look="quiet" className="text-accent" onClick={() => void run()}>
            {t('command.undo')} <Kbd keys="z" />
          </Button>
          <IconButton label={t('action.dismiss')} onClick={clear}>
            <X size={14} strokeWidth={1.6} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
