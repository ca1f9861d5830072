import { useTranslation } from 'react-i18next';
import { useRegistry } from '../../lib/commands';
import { Kbd } from '../../ui/Kbd';
import { ShortcutList } from '../../ui/ShortcutList';
import { Group } from './Setting';

/** Every key of the pages that were open; the others come as one goes there. */
export function ShortcutsSection() {
  const { t } = useTranslation();
  const known = useRegistry((now) => now.known);
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
        <ShortcutList commands={[...known.values()]} heading="h3" />
      </div>
    </Group>
  );
}
