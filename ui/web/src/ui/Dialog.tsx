import { useEffect, useRef, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly className?: string;
  onClose(): void;
  readonly children: ReactNode;
}

/** A modal dialog while it is there. Esc and a click beside it close it; the focus goes back where it was. */
export function Dialog({ label, className = '', onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && document.contains(before)) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={`mx-auto mt-[12vh] max-h-[76vh] overflow-hidden rounded-xl border border-line-strong bg-raised p-0 shadow-float ${className}`}
    >
      {children}
    </dialog>
  );
}
