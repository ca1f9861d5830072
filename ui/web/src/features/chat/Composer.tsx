import type { SearchFilters } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { ArrowUp, Cloud, Lock, Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../lib/commands';
import { aiSettingsQuery } from '../../lib/library';
import { chatModelOf } from '../../lib/models';
import { ScopePicker } from './ScopePicker';

interface Props {
  readonly text: string;
  readonly filters: SearchFilters | null;
  readonly busy: boolean;
  readonly disabled?: boolean;
  onType(text: string): void;
  onFilters(filters: SearchFilters | null): void;
  onAsk(question: string): void;
  onStop(): void;
}

/** Where a question is written; it stays until it is taken. */
export function Composer({ text, filters, busy, disabled = false, onType, onFilters, onAsk, onStop }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const { data: ai } = useQuery(aiSettingsQuery);
  const model = chatModelOf(ai);
  useEffect(() => field.current?.focus(), []);
  useCommands([{ id: 'chat.focus', label: 'command.focusComposer', group: 'chat', keys: ['/', 'Mod+F'], run: () => field.current?.focus() }]);
  const ask = () => {
    if (!text.trim() || busy || disabled) return;
    onAsk(text.trim());
  };
  return (
    <form
      aria-label={t('chat.composer')}
      className="rounded-xl border border-line-strong bg-raised shadow-float focus-within:border-accent"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        aria-label={t('chat.placeholder')}
        placeholder={t('chat.placeholder')}
        value={text}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            ask();
          } else if (event.key === 'Escape') {
            event.preventDefault();
            if (busy) onStop();
            else event.currentTarget.blur();
          }
        }}
        className="block max-h-48 w-full resize-none bg-transparent px-3.5 pt-3 pb-1 text-md leading-relaxed field-sizing-content focus-visible:outline-none"
      />
      <div className="flex flex-wrap items-center gap-1.5 px-2.5 pb-2.5">
        <ScopePicker filters={filters} onChange={onFilters} />
        <span className="inline-flex h-[22px] items-center gap-1.5 px-1 text-xs text-ink-2">
          {model.local ? <Lock size={12} strokeWidth={1.6} aria-hidden /> : <Cloud size={13} strokeWidth={1.6} aria-hidden className="text-warning-ink" />}
          {model.local ? t('chat.staysHere') : t('chat.goesTo', { provider: model.provider })}
        </span>
        <span className="ms-auto text-xs text-ink-2 max-[760px]:hidden">{t(busy ? 'chat.escStops' : 'chat.enterAsks')}</span>
        {busy ? (
          <button type="button" aria-label={t('command.stop')} title={t('command.stop')} onClick={onStop} className="grid h-6 w-8 place-items-center rounded-full bg-tint text-on-tint hover:bg-line">
            <Square size={11} strokeWidth={2} aria-hidden className="fill-current" />
          </button>
        ) : (
          <button type="submit" aria-label={t('chat.ask')} disabled={!text.trim() || disabled} className="grid h-6 w-8 place-items-center rounded-full bg-accent text-on-accent disabled:bg-tint disabled:text-on-tint">
            <ArrowUp size={14} strokeWidth={2} aria-hidden />
          </button>
        )}
      </div>
    </form>
  );
}
