import { useTranslation } from 'react-i18next';
import { useCommands } from '../../lib/commands';
import { useFormats } from '../../lib/format';
import { Button } from '../../ui/Button';
import { Answers } from './Answers';
import { LAST_STEP, useFirstSteps } from './first-steps';
import { Keys } from './Keys';
import { TryIt } from './TryIt';

const steps = [
  ['answers', Answers],
  ['samples', TryIt],
  ['keys', Keys],
] as const;

/** What is worth knowing at first, beside the list; all works without it. */
export function FirstSteps() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { step, go, finish } = useFirstSteps();
  useCommands([{ id: 'firstSteps.back', label: 'command.back', group: 'go', keys: ['Escape'], run: () => (step ? go(-1) : finish()) }]);
  const [name, Body] = steps[step ?? 0]!;
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[600px] flex-col px-8 pt-[9vh] pb-16">
        <p role="status" className="tabular text-xs text-ink-2">
          {t('firstSteps.title')} · {t('firstSteps.at', { step: formats.number((step ?? 0) + 1), of: formats.number(LAST_STEP + 1) })}
        </p>
        <h1 className="mt-1 font-serif text-2xl font-[620]">{t(`firstSteps.${name}.title`)}</h1>
        <p className="mt-1.5 mb-5 max-w-[60ch] text-md leading-relaxed text-ink-2">{t(`firstSteps.${name}.hint`)}</p>
        <Body />
        <div className="mt-7 flex items-center gap-2 border-t border-line pt-4">
          <Button look="primary" onClick={() => go(1)}>
            {t(step === LAST_STEP ? 'firstSteps.done' : 'firstSteps.next')}
          </Button>
          {step !== 0 && <Button onClick={() => go(-1)}>{t('command.back')}</Button>}
          {step !== LAST_STEP && (
            <Button look="quiet" className="ms-auto" onClick={finish}>
              {t('firstSteps.skip')}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
