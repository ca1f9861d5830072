import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../lib/commands';
import { IconButton } from '../../ui/Button';

const DEBOUNCE_MS = 120;

interface Props {
  readonly value: string;
  onChange(value: string): void;
  /** Enter and the arrows leave the field for the results. */
  onStep(by: number): void;
  onOpen(): void;
}

/** Search as one types: what is typed is there at once, what is asked for follows a moment later. */
export function SearchBox({ value, onChange, onStep, onOpen }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [sent, setSent] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address changed by itself: a saved search, back, Esc.
  if (value !== sent) {
    setSent(value);
    setTyped(value);
  }
  const send = (text: string) => {
    clearTimeout(timer.current);
    setSent(text.trim());
    onChange(text.trim());
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const clear = () => {
    setTyped('');
    send('');
  };
  const focus = () => {
    input.current?.focus();
    input.current?.select();
  };
  useCommands([
    { id: 'search.focus', label: 'command.search', group: 'go', keys: ['/', 'Mod+F'], run: focus },
    ...(value ? [{ id: 'search.clear', label: 'command.clearSearch', group: 'go' as const, hidden: true, run: clear }] : []),
  ]);
  return (
    <search className="relative flex items-center">
      <Search size={15} strokeWidth={1.6} aria-hidden className="pointer-events-none absolute start-2.5 text-ink-2" />
      <input
        ref={input}
        id="search"
        type="text"
        inputMode="search"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        aria-label={t('search.label')}
        aria-keyshortcuts="/ Control+F"
        placeholder={t('search.placeholder')}
        value={typed}
        onChange={(event) => {
          const text = event.target.value;
          setTyped(text);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => send(text), DEBOUNCE_MS);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            onStep(event.key === 'ArrowDown' ? 1 : -1);
          } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            event.preventDefault();
            if (typed.trim() !== value) send(typed);
            else onOpen();
          } else if (event.key === 'Escape') {
            event.preventDefault();
            if (typed) clear();
            else event.currentTarget.blur();
          }
        }}
        className="h-[34px] w-full rounded-[7px] border border-line-strong bg-raised ps-8 pe-9 text-md focus-visible:border-accent focus-visible:outline-3 focus-visible:outline-offset-0 focus-visible:outline-tint"
      />
      {typed && (
        <IconButton label={t('command.clearSearch')} keys="Escape" onClick={clear} className="absolute end-1">
          <X size={14} strokeWidth={1.6} aria-hidden />
        </IconButton>
      )}
    </search>
  );
}
