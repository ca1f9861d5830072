import { X } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  readonly children: ReactNode;
  readonly onRemove?: () => void;
  readonly removeLabel?: string;
  readonly onClick?: () => void;
}

/** A small round label; with `onRemove` it can be taken off. */
export function Chip({ children, onRemove, removeLabel, onClick }: Props) {
  const look = 'inline-flex h-6 max-w-full items-center gap-1 rounded-full px-2.5 text-xs';
  if (onRemove)
    return (
      <span className={`${look} bg-tint text-on-tint`}>
        <bdi className="truncate">{children}</bdi>
        <button type="button" aria-label={removeLabel} title={removeLabel} onClick={onRemove} className="-me-1 grid size-4 place-items-center rounded-full hover:bg-background/60">
          <X size={11} strokeWidth={2} aria-hidden />
        </button>
      </span>
    );
  if (onClick)
    return (
      <button type="button" onClick={onClick} className={`${look} border border-line-strong text-ink-2 hover:bg-panel hover:text-ink`}>
        <bdi className="truncate">{children}</bdi>
      </button>
    );
  return (
    <span className={`${look} border border-line-strong text-ink-2`}>
      <bdi className="truncate">{children}</bdi>
    </span>
  );
}
