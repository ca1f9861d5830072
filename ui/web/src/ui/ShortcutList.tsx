import { useTranslation } from 'react-i18next';
import { isCharacter, type Command, type KeyedCommand } from '../lib/commands';
import { usePreferences } from '../lib/preferences';
import { Kbd } from './Kbd';

const groups: readonly Command['group'][] = ['go', 'items', 'chat', 'view'];

/** Commands and their keys, group by group. */
export function ShortcutList({ commands, heading: Heading }: { readonly commands: readonly KeyedCommand[]; readonly heading: 'h2' | 'h3' }) {
  const { t } = useTranslation();
  const { characterKeys } = usePreferences();
  const work = commands.filter(({ keys }) => characterKeys || !keys.every(isCharacter));
  // The same words with the same key are one thing, whichever page offers it.
  const shown = [...new Map(work.map((command) => [`${command.label} ${command.keys[0]}`, command])).values()];
  return (
    <div className="gap-x-10 sm:columns-2">
      {groups.map((group) => (
        <section key={group} className="mb-5 break-inside-avoid">
          <Heading className="mb-1.5 text-xs text-ink-2">{t(`group.${group}`)}</Heading>
          <dl className="flex flex-col gap-1.5">
            {shown
              .filter((command) => command.group === group)
              .map((command) => (
                <div key={command.id} className="flex items-baseline justify-between gap-4">
                  <dt className="min-w-0 truncate">{t(command.label as 'command.help')}</dt>
                  <dd className="flex shrink-0 gap-1">
                    {command.keys.map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
