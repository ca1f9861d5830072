import { useTranslation } from 'react-i18next';
import { useKnownCommands } from '../../lib/commands';
import { usePreferences } from '../../lib/preferences';
import { Switch } from '../../ui/Field';
import { Kbd } from '../../ui/Kbd';
import { ShortcutList } from '../../ui/ShortcutList';
import { Group, Setting } from './Setting';

/** The keys of every page that this browser has opened. */
export function ShortcutsSection() {
  const { t } = useTranslation();
  const commands = useKnownCommands();
  const { characterKeys, set } = usePreferences();
  return (
    <Group
      title={t('settings.section.shortcuts')}
      hint={
        <>
          {t('settings.shortcuts.hint')}{' '}
          {characterKeys && (
            <>
              {t('settings.shortcuts.ofPage')} <Kbd keys="?" />
            </>
          )}
        </>
      }
    >
      <Setting label={t('settings.shortcuts.characters')} hint={t('settings.shortcuts.charactersHint')}>
        {(control) => <Switch {...control} checked={characterKeys} onChange={(event) => set({ characterKeys: event.target.checked })} />}
      </Setting>
      <div className="pt-4">
        <ShortcutList commands={commands} heading="h3" />
      </div>
    </Group>
  );
}
