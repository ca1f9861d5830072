import type { SettingValue } from '@cortex/contract';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { changeAi } from '../../lib/providers';
import { Saved } from './Setting';
import { useSave, useShown } from './useSave';

const modes = ['local', 'hybrid', 'cloud'] as const;

/** Where models may be asked, each with what leaves this machine. */
export function ModeSetting({ mode }: { readonly mode: SettingValue }) {
  const { t } = useTranslation();
  const id = useId();
  const [state, save] = useSave();
  const [shown, choose] = useShown(mode.value);
  return (
    <fieldset disabled={mode.overridden_by !== null} className="py-1">
      <legend className="sr-only">{t('settings.mode.title')}</legend>
      {modes.map((name) => (
        <div key={name} className="flex gap-3 py-2">
          <input type="radio" id={id + name} name={id} aria-describedby={`${id}${name}-hint`} checked={shown === name} onChange={() => choose(name, () => save(() => changeAi({ mode: name })))} className="mt-[3px] size-4 shrink-0 accent-accent" />
          <div className="min-w-0">
            <label htmlFor={id + name} className="block text-md font-[540]">
              {t(`settings.mode.${name}`)}
            </label>
            <p id={`${id}${name}-hint`} className="max-w-[64ch] text-sm text-ink-2">
              {t(`settings.mode.${name}Hint`)}
            </p>
          </div>
        </div>
      ))}
      {mode.overridden_by && <p className="ps-7 text-sm text-ink-2">{t('settings.setBy', { name: mode.overridden_by })}</p>}
      <div className="ps-7 *:text-start">
        <Saved state={state} />
      </div>
    </fieldset>
  );
}
