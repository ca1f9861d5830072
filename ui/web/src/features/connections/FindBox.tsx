import { Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { IconButton } from '../../ui/Button';

interface Props {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly value: string;
  /** How many have it; null: nothing is looked for. */
  readonly found: number | null;
  onChange(value: string): void;
  /** Enter and the arrows go from one that was found to the next. */
  onStep(by: number): void;
}

/** Finds a document of the graph by its title. */
export function FindBox({ field, value, found, onChange, onStep }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <search className="relative flex w-[276px] items-center max-[1180px]:w-[220px]">
      <Search size={15} strokeWidth={1.6} aria-hidden className="pointer-events-none absolute start-2.5 text-ink-2" />
      <input
        ref={field}
        type="text"
        inputMode="search"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        aria-label={t('graph.find')}
        aria-keyshortcuts="/ Control+F"
        placeholder={t('graph.find')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          const by = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
          if (by !== undefined) {
            event.preventDefault();
            onStep(by);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            if (value) onChange('');
            else event.currentTarget.blur();
          }
        }}
        className="h-[34px] w-full rounded-[7px] border border-line-strong bg-raised ps-8 pe-16 text-md focus-visible:border-accent focus-visible:outline-3 focus-visible:outline-offset-0 focus-visible:outline-tint"
      />
      {found !== null && (
        <span className="absolute end-1 flex items-center gap-1">
          <span role="status" aria-label={t('items.count', { count: found, shown: formats.number(found) })} className="tabular text-xs text-ink-2">
            {formats.number(found)}
          </span>
          <IconButton label={t('command.clearSearch')} keys="Escape" onClick={() => onChange('')}>
            <X size={14} strokeWidth={1.6} aria-hidden />
          </IconButton>
        </span>
      )}
    </search>
  );
}
