import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { changeSetting, settingsQuery } from '../../lib/settings';
import { Select, Switch, TextInput } from '../../ui/Field';
import { Setting } from './Setting';
import { useSave, useShown } from './useSave';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly hint: ReactNode;
}

function useStored(name: string) {
  const { data } = useQuery(settingsQuery);
  const [state, save] = useSave();
  const stored = data?.[name];
  const [shown, choose] = useShown(stored?.value ?? '');
  const change = async (value: string | null) => {
    if (stored && value !== stored.value) await save(() => changeSetting(name, value));
  };
  return { stored, shown, state, change, choose: (value: string) => choose(value, () => change(value)) };
}

/** A setting of the library that is one of a few words. */
export function ChoiceSetting({ name, label, hint, options }: Props & { readonly options: readonly { readonly value: string; readonly label: string }[] }) {
  const { stored, shown, state, choose } = useStored(name);
  if (!stored) return null;
  return (
    <Setting label={label} hint={hint} setBy={stored.overridden_by} state={state}>
      {(control) => (
        <Select {...control} value={shown} disabled={stored.overridden_by !== null} onChange={(event) => choose(event.target.value)}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Setting>
  );
}

/** One that is on (1) or off (0). */
export function SwitchSetting({ name, label, hint }: Props) {
  const { stored, shown, state, choose } = useStored(name);
  if (!stored) return null;
  return (
    <Setting label={label} hint={hint} setBy={stored.overridden_by} state={state}>
      {(control) => <Switch {...control} checked={shown === '1'} disabled={stored.overridden_by !== null} onChange={(event) => choose(event.target.checked ? '1' : '0')} />}
    </Setting>
  );
}

/** One that is typed; it is stored by Enter, or when one goes on. Empty goes back to what it is by itself. */
export function TextSetting({ name, label, hint, unit, numeric = false }: Props & { readonly unit?: string; readonly numeric?: boolean }) {
  const { stored, state, change } = useStored(name);
  if (!stored) return null;
  return (
    <Setting label={label} hint={hint} setBy={stored.overridden_by} state={state}>
      {(control) => (
        <span className="flex items-center gap-2">
          <Typed {...control} value={stored.value} disabled={stored.overridden_by !== null} inputMode={numeric ? 'numeric' : 'text'} className={numeric ? 'w-20 text-end' : 'w-40'} onDone={(value) => void change(value || null)} />
          {unit && <span className="text-sm text-ink-2">{unit}</span>}
        </span>
      )}
    </Setting>
  );
}

interface TypedProps {
  readonly id: string;
  readonly 'aria-describedby': string;
  /** Where no label is tied to it. */
  readonly label?: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly className?: string;
  readonly inputMode?: 'numeric' | 'text' | 'url';
  readonly placeholder?: string;
  onDone(value: string): void;
}

/** A line that is done by Enter or by going on, and as it was again by Esc. */
export function Typed({ value, label, onDone, ...rest }: TypedProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [stored, setStored] = useState(value);
  // What was stored meanwhile is shown; the focus stays where it is.
  if (stored !== value) {
    setStored(value);
    setText(value);
  }
  return (
    <TextInput
      {...rest}
      aria-label={label}
      dir="ltr"
      spellCheck={false}
      autoComplete="off"
      title={t('settings.typed')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        onDone(text.trim());
        if (!text.trim()) setText(value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) onDone(text.trim());
        if (event.key === 'Escape') setText(value);
      }}
    />
  );
}
