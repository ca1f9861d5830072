import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly count: number;
  readonly rowHeight: number;
  /** The row that the keyboard is on; −1: none. */
  readonly cursor: number;
  readonly multi?: boolean;
  readonly dimmed?: boolean;
  /** Whose rows they are, such as a query: others begin at the top. */
  readonly begin?: string;
  row(index: number): ReactNode;
  onVisible?(first: number, last: number): void;
}

export const optionId = (label: string, index: number) => `${label.replace(/\W+/g, '-')}-${index}`;

/** A list box whose rows all have one height: 100,000 of them scroll like ten. */
export function VirtualList({ label, count, rowHeight, cursor, multi = false, dimmed = false, begin = '', row, onVisible }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({ count, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 6 });
  const rows = virtualizer.getVirtualItems();
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => onVisible?.(first, last), [first, last, onVisible]);
  const shown = useRef(begin);
  useEffect(() => {
    if (shown.current === begin) return;
    shown.current = begin;
    scroller.current?.scrollTo({ top: 0 });
  }, [begin]);
  // Follows the keyboard, and nothing else: rows that come or go do not make the list jump.
  const reveal = useEffectEvent((index: number) => {
    if (index >= 0 && index < count) virtualizer.scrollToIndex(index, { align: 'auto' });
  });
  useEffect(() => reveal(cursor), [cursor]);
  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable={multi}
      aria-activedescendant={cursor >= first && cursor <= last && count > 0 ? optionId(label, cursor) : undefined}
      className={`min-h-0 flex-1 overflow-y-auto overscroll-contain group/list focus-visible:outline-offset-[-2px] ${cursor >= 0 ? 'focus-visible:outline-none' : ''} ${dimmed ? 'opacity-60' : ''}`}
    >
      <div role="presentation" className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((virtual) => (
          <div key={virtual.key} role="presentation" className="absolute inset-x-0 top-0" style={{ height: rowHeight, transform: `translateY(${virtual.start}px)` }}>
            {row(virtual.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
