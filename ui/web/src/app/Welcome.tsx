import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFirstSteps } from '../features/first-steps/first-steps';
import { queueQuery } from '../lib/library';
import { usePreferences } from '../lib/preferences';
import { Kbd } from '../ui/Kbd';

const hints = [
  ['/', 'command.search'],
  ['n', 'command.capture'],
  ['Mod+K', 'command.palette'],
  ['?', 'command.help'],
] as const;

const FirstSteps = lazy(() => import('../features/first-steps/FirstSteps').then((module) => ({ default: module.FirstSteps })));

/** Nothing is open: the first steps in a library that is new, else the four keys that lead everywhere. */
export function Welcome() {
  const { step, open } = useFirstSteps();
  const putAway = usePreferences((now) => now.firstSteps !== null);
  const { data: queue, isPending } = useQuery(queueQuery);
  const isNew = !putAway && queue?.total === 0;
  useEffect(() => {
    if (isNew) open(false);
  }, [isNew, open]);
  if (step !== null)
    return (
      <Suspense>
        <FirstSteps />
      </Suspense>
    );
  return isNew || (isPending && !putAway) ? null : <Hints />;
}

function Hints() {
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
