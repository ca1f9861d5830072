import { useTranslation } from 'react-i18next';
import { Kbd } from '../../ui/Kbd';

const keys = [
  ['n', 'capture'],
  ['/', 'search'],
  ['c', 'ask'],
  ['Mod+K', 'palette'],
] as const;

/** Four keys that lead everywhere, each with what it does. */
export function Keys() {
  const { t } = useTranslation();
  return (
    <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 border-t border-line text-md">
      {keys.map(([key, name]) => (
        <div key={key} className="col-span-2 grid grid-cols-subgrid items-baseline border-b border-line py-2.5">
          <dt>
            <Kbd keys={key} />
          </dt>
          <dd>
            {t(`command.${name}`)}
            <p className="text-sm text-ink-2">{t(`firstSteps.keys.${name}`)}</p>
          </dd>
        </div>
      ))}
    </dl>
  );
}
