import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';

interface Props {
  readonly title: string;
  /** What is done by agreeing. */
  readonly action: string;
  readonly children: ReactNode;
  onConfirm(): void;
  onClose(): void;
}

/** Says what will happen, and waits for a yes. The way back has the focus. */
export function ConfirmDialog({ title, action, children, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog label={title} onClose={onClose} className="w-[min(460px,92vw)]">
      <div className="flex flex-col gap-3 p-5">
        <h2 className="font-serif text-xl font-[620]">{title}</h2>
        <div className="flex flex-col gap-2 text-md leading-relaxed text-ink-2">{children}</div>
        <div className="mt-2 flex justify-end gap-2">
          <Button autoFocus onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
