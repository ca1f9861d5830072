import { Check } from 'lucide-react';
import { useId, useState } from 'react';
import { Dialog } from './Dialog';
import { Kbd } from './Kbd';

export interface Entry {
  readonly id: string;
  readonly text: string;
  readonly hint?: string;
  readonly keys?: string | undefined;
  /** Whether it is chosen already, where several can be. */
  readonly checked?: boolean;
}

interface Props<T extends Entry> {
  readonly label: string;
  /** What the list holds. */
  readonly listLabel: string;
  readonly placeholder: string;
  readonly typed: string;
  readonly entries: readonly T[];
  /** What to say when there is no entry. */
  readonly none?: string;
  onType(text: string): void;
  onChoose(entry: T): void;
  onClose(): void;
}

/** Type, move with the arrows, Enter: one out of many. */
export function Chooser<T extends Entry>({ label, listLabel, placeholder, typed, entries, none, onType, onChoose, onClose }: Props<T>) {
  const list = useId();
  const [at, setAt] = useState(0);
  const cursor = Math.min(at, entries.length - 1);
  const chosen = entries[cursor];
  const move = (to: number) => {
    const next = Math.min(entries.length - 1, Math.max(0, to));
    setAt(next);
    document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <Dialog label={label} onClose={onClose} className="w-[min(560px,92vw)]">
      <input
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={chosen ? `${list}-${cursor}` : undefined}
        aria-label={listLabel}
        placeholder={placeholder}
        dir="auto"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          onType(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            move(cursor + (event.key === 'ArrowDown' ? 1 : -1));
          } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            if (chosen) onChoose(chosen);
          }
        }}
        className="w-full border-b border-line bg-transparent px-4 py-3 text-md focus-visible:outline-none"
      />
      <div id={list} role="listbox" aria-label={listLabel} tabIndex={-1} className="max-h-[50vh] overflow-y-auto p-1.5">
        {entries.map((entry, index) => (
          <div
            key={entry.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={entry.checked ?? index === cursor}
            onClick={() => onChoose(entry)}
            onPointerMove={() => setAt(index)}
            className={`flex h-8 items-center gap-3 rounded-[6px] px-2.5 ${index === cursor ? 'bg-tint text-on-tint' : ''}`}
          >
            <span className="min-w-0 flex-1 truncate"><bdi>{entry.text}</bdi></span>
            {entry.checked && <Check size={14} strokeWidth={2} aria-hidden className="shrink-0 text-accent" />}
            {entry.hint && <span className="shrink-0 text-xs opacity-80">{entry.hint}</span>}
            {entry.keys && <Kbd keys={entry.keys} />}
          </div>
        ))}
      </div>
      {entries.length === 0 && none && <p className="px-4 pb-3 text-ink-2">{none}</p>}
    </Dialog>
  );
}
