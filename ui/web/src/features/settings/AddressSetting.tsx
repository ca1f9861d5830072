import type { SettingValue } from '@cortex/contract';
import { useTranslation } from 'react-i18next';
import { changeAi } from '../../lib/providers';
import { Setting } from './Setting';
import { Typed } from './StoredSetting';
import { useSave } from './useSave';

/** Where a provider answers; empty goes back to where it is by itself. */
export function AddressSetting({ provider, name, address }: { readonly provider: string; readonly name: string; readonly address: SettingValue }) {
  const { t } = useTranslation();
  const [state, save] = useSave();
  return (
    <Setting label={t('settings.providers.address', { name })} hint={t('settings.providers.addressHint')} setBy={address.overridden_by} state={state}>
      {(names) => (
        <Typed
          {...names}
          value={address.value}
          disabled={address.overridden_by !== null}
          inputMode="url"
          className="w-64"
          onDone={(text) => {
            if (text !== address.value) void save(() => changeAi({ addresses: { [provider]: text || null } }));
          }}
        />
      )}
    </Setting>
  );
}
