import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegistry, type Command } from '../lib/commands';
import { Dialog } from '../ui/Dialog';
import { Kbd } from '../ui/Kbd';

const groups: readonly Command['group'][] = ['go', 'items', 'chat', 'view'];

/** Every key that does something here and now. */
export function Help({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [commands] = useState(() => [...new Map(useRegistry.getState().commands.filter((command) => command.keys && !command.hidden).map((command) => [command.id, command])).values()]);
  return (
    <Dialog label={t('command.help')} onClose={onClose} className="w-[min(720px,94vw)]">
      <div tabIndex={0} className="max-h-[76vh] overflow-y-auto px-6 py-5 focus-visible:outline-none">
        <h2 className="mb-4 font-serif text-xl font-[620]">{t('command.help')}</h2>
        <div className="gap-x-10 sm:columns-2">
          {groups.map((group) => (
            <section key={group} className="mb-5 break-inside-avoid">
              <h3 className="mb-1.5 text-xs text-ink-2">{t(`group.${group}`)}</h3>
              <dl className="flex flex-col gap-1.5">
                {commands
                  .filter((command) => command.group === group)
                  .map((command) => (
                    <div key={command.id} className="flex items-baseline justify-between gap-4">
                      <dt className="min-w-0 truncate">{t(command.label as 'command.help')}</dt>
                      <dd className="flex shrink-0 gap-1">
                        {command.keys!.map((keys) => (
                          <Kbd key={keys} keys={keys} />
                        ))}
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}
