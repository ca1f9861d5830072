import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { removeSamples, samplesQuery } from '../../lib/samples';
import { Button } from '../../ui/Button';
import { Setting } from './Setting';
import { useSave } from './useSave';

/** The notes of the first steps, while they are there. */
export function SampleSetting() {
  const { t } = useTranslation();
  const { data: present = [] } = useQuery(samplesQuery);
  const [state, save] = useSave();
  if (present.length === 0) return null;
  return (
    <Setting label={t('settings.library.samples')} hint={t('settings.library.samplesHint')} state={state}>
      <Button look="danger" onClick={() => void save(() => removeSamples((count) => t('items.deleted', { count })))}>
        {t('firstSteps.samples.remove')}
      </Button>
    </Setting>
  );
}
