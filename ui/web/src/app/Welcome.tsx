import { useTranslation } from 'react-i18next';
import { Kbd } from '../ui/Kbd';

const hints = [
  ['/', 'command.search'],
  ['n', 'command.capture'],
  ['Mod+K', 'command.palette'],
  ['?', 'command.help'],
] as const;

/** Nothing is open: the four keys that lead everywhere. */
export function Welcome() {
  const { t } = useTranslation();
  return (
    <div className="mx-auto flex h-full flex-col justify-center gap-4 px-8 pb-20">
      <h1 className="font-serif text-xl">{t('welcome.title')}</h1>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2.5 text-md text-ink-2">
        {hints.map(([keys, label]) => (
          <div key={keys} className="contents">
            <dt className="justify-self-end">
              <Kbd keys={keys} />
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
