import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegistry } from '../lib/commands';
import { Dialog } from '../ui/Dialog';
import { ShortcutList } from '../ui/ShortcutList';

/** Every key that does something here and now. */
export function Help({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [commands] = useState(() => [...new Map(useRegistry.getState().commands.flatMap(({ id, label, group, keys, hidden }) => (keys && !hidden ? [[id, { id, label, group, keys }] as const] : []))).values()]);
  return (
    <Dialog label={t('command.help')} onClose={onClose} className="w-[min(720px,94vw)]">
      <div tabIndex={0} className="max-h-[76vh] overflow-y-auto px-6 py-5 focus-visible:outline-none">
        <h2 className="mb-4 font-serif text-xl font-[620]">{t('command.help')}</h2>
        <ShortcutList commands={commands} heading="h3" />
      </div>
    </Dialog>
  );
}
