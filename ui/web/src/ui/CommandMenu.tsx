import * as Radix from '@radix-ui/react-dropdown-menu';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRegistry } from '../lib/commands';
import { IconButton } from './Button';
import { Kbd } from './Kbd';

interface Props {
  readonly label: string;
  /** What the ids of its commands begin with. */
  readonly of: readonly string[];
}

/** What can be done here and now, as a menu: commands of the registry with their keys. */
export function CommandMenu({ label, of }: Props) {
  const { t, i18n } = useTranslation();
  const all = useRegistry((now) => now.commands);
  // Later ones win over earlier ones of the same name.
  const commands = [...new Map(all.filter(({ id }) => of.some((prefix) => id.startsWith(prefix))).map((command) => [command.id, command])).values()];
  return (
    <Radix.Root modal={false} dir={i18n.dir()}>
      <Radix.Trigger asChild>
        <IconButton label={label}>
          <Ellipsis size={15} strokeWidth={1.6} aria-hidden />
        </IconButton>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          // Its keys are its own while it is open.
          onKeyDown={(event) => event.stopPropagation()}
          className="appears z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-56 overflow-y-auto rounded-lg border border-line-strong bg-raised p-1 shadow-float"
        >
          {commands.map((command) => (
            <Radix.Item
              key={command.id}
              // After the focus went back to where it was.
              onSelect={() => setTimeout(command.run)}
              className="flex h-7 items-center gap-6 rounded-[6px] px-2.5 outline-none data-[highlighted]:bg-tint data-[highlighted]:text-on-tint"
            >
              <span className="min-w-0 flex-1 truncate">{t(command.label as 'command.help')}</span>
              {command.keys?.[0] && <Kbd keys={command.keys[0]} />}
            </Radix.Item>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
