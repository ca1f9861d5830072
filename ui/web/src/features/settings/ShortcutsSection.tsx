import { useTranslation } from 'react-i18next';
import { useKnownCommands } from '../../lib/commands';
import { Kbd } from '../../ui/Kbd';
import { ShortcutList } from '../../ui/ShortcutList';
import { Group } from './Setting';

/** The keys of every page that this browser has opened. */
export function ShortcutsSection() {
  const { t } = useTranslation();
  const commands = useKnownCommands();
  return (
    <Group
      title={t('settings.section.shortcuts')}
      hint={
        <>
          {t('settings.shortcuts.hint')} <Kbd keys="?" />
        </>
      }
    >
      <div className="pt-4">
        <ShortcutList commands={commands} heading="h3" />
      </div>
    </Group>
  );
}
