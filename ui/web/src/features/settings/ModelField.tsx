import type { ProviderReport } from '@cortex/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { modelsOf } from '../../lib/providers';
import { Select } from '../../ui/Field';
import type { ControlNames } from './Setting';
import { Typed } from './StoredSetting';
import { useShown } from './useSave';

interface Props extends ControlNames {
  readonly label: string;
  readonly value: string;
  readonly providers: readonly ProviderReport[];
  readonly can: 'chats' | 'embeds';
  /** What the empty choice means. */
  readonly none: string;
  readonly disabled: boolean;
  onChange(value: string): Promise<unknown>;
}

const TYPED = '\0';

/** One of the models that are there, or what is typed. */
export function ModelField({ label, value, providers, can, none, disabled, onChange, ...names }: Props) {
  const { t } = useTranslation();
  const [typing, setTyping] = useState(false);
  const [shown, choose] = useShown(value);
  const groups = providers.map((provider) => ({ provider, models: modelsOf(provider, can) })).filter(({ models }) => models.length > 0);
  const typed = typing || (shown !== '' && !groups.some(({ models }) => models.includes(shown)));
  return (
    <div className="flex w-64 max-w-full flex-col gap-1.5">
      <Select
        {...names}
        className="w-full"
        disabled={disabled}
        value={typed ? TYPED : shown}
        onChange={(event) => {
          setTyping(event.target.value === TYPED);
          if (event.target.value !== TYPED) choose(event.target.value, () => onChange(event.target.value));
        }}
      >
        <option value="">{none}</option>
        {groups.map(({ provider, models }) => (
          <optgroup key={provider.id} label={provider.name}>
            {models.map((model) => (
              <option key={model} value={model}>
                {model.slice(provider.id.length + 1)}
              </option>
            ))}
          </optgroup>
        ))}
        <option value={TYPED}>{t('settings.tasks.typed')}</option>
      </Select>
      {typed && <Typed id={`${names.id}-typed`} aria-describedby={names['aria-describedby']} label={t('settings.tasks.typedLabel', { task: label })} value={value} disabled={disabled} className="w-full font-mono text-xs" placeholder="provider:model" onDone={(text) => text !== value && void onChange(text)} />}
    </div>
  );
}
