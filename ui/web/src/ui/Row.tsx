import { Check, File, Globe, Pencil } from 'lucide-react';
import type { MouseEvent, ReactNode } from 'react';

export const ROW_HEIGHT = 102;

const icons = { note: Pencil, webpage: Globe, file: File };

interface Props {
  readonly id: string;
  readonly position: number;
  readonly size: number;
  readonly type: keyof typeof icons;
  readonly title: ReactNode;
  readonly date: string;
  readonly snippet: ReactNode;
  readonly source: ReactNode;
  readonly why?: ReactNode;
  readonly open: boolean;
  readonly cursor: boolean;
  readonly checked?: boolean;
  onOpen(event: MouseEvent): void;
}

/** A row of a list: title and date, two lines of text, its source and why it is here. Its height is fixed. */
export function Row({ id, position, size, type, title, date, snippet, source, why, open, cursor, checked = false, onOpen }: Props) {
  const Icon = icons[type];
  return (
    <div
      id={id}
      role="option"
      aria-selected={open || checked}
      aria-posinset={position + 1}
      aria-setsize={size}
      onClick={onOpen}
      className={`flex h-full flex-col border-b border-line px-3.5 py-2.5 select-none ${open ? 'bg-tint shadow-[inset_2px_0_0_var(--accent)] rtl:shadow-[inset_-2px_0_0_var(--accent)]' : checked ? 'bg-tint/60' : cursor ? 'bg-panel' : 'hover:bg-panel/70'} ${cursor ? 'outline-1 outline-offset-[-1px] outline-line-strong group-focus-visible/list:outline-2 group-focus-visible/list:outline-offset-[-2px] group-focus-visible/list:outline-accent' : ''}`}
    >
      <div className="flex items-baseline gap-3">
        <span dir="auto" className="min-w-0 flex-1 truncate text-md font-[560] text-ink">
          {title}
        </span>
        {checked ? <Check size={14} strokeWidth={2} className="shrink-0 self-center text-accent" aria-hidden /> : <span className="tabular shrink-0 text-xs text-ink-2">{date}</span>}
      </div>
      <p dir="auto" className="mt-px line-clamp-2 h-[37px] text-sm leading-[18.5px] break-words text-ink-2">
        {snippet}
      </p>
      <div className="mt-auto flex items-center gap-1.5 text-xs text-ink-2">
        <Icon size={12} strokeWidth={1.6} className="shrink-0 opacity-80" aria-hidden />
        <span className="min-w-0 flex-1 truncate">{source}</span>
        {why && <span className="shrink-0">{why}</span>}
      </div>
    </div>
  );
}

/** The place of a row that is on its way. */
export function RowPlaceholder() {
  return (
    <div role="presentation" className="late flex h-full flex-col gap-2 border-b border-line px-3.5 py-3">
      <div className="h-3 w-1/2 rounded bg-line/70" />
      <div className="h-2.5 w-full rounded bg-line/50" />
      <div className="h-2.5 w-2/3 rounded bg-line/50" />
    </div>
  );
}
