import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../lib/api';
import { useFormats } from '../../lib/format';
import { keys } from '../../lib/keys';
import { queueQuery, retryFailed } from '../../lib/library';
import { queryClient } from '../../lib/query-client';
import { Button } from '../../ui/Button';
import { ProgressLine } from './ProgressLine';
import { Group, Saved, Setting } from './Setting';
import { ChoiceSetting, SwitchSetting, TextSetting } from './StoredSetting';
import { useSave } from './useSave';

const onBattery = ['gentle', 'normal', 'pause'] as const;
const HOUR = 60;

/** What goes on in the background: how far it is, resting, trying again, and how much it takes. */
export function ProcessingSettings() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data: queue } = useQuery(queueQuery);
  const [state, save] = useSave();
  const run = (work: () => Promise<unknown>) => void save(() => work().then(() => queryClient.invalidateQueries({ queryKey: keys.queue })));
  const pause = (minutes?: number) => run(() => read(api.POST('/api/processing/pause', { body: minutes ? { minutes } : {} })));
  const paused = queue?.pause?.paused === true;
  const until = queue?.pause?.until;
  return (
    <Group title={t('settings.processing.title')} hint={t('settings.processing.hint')}>
      {queue && (
        <>
          <Setting
            label={t('settings.processing.ledger')}
            hint={
              <span className="tabular">
                {[
                  t('status.ledger', { count: queue.total, done: formats.number(queue.completed), total: formats.number(queue.total) }),
                  queue.pending + queue.processing > 0 && t('status.waiting', { count: queue.pending + queue.processing, shown: formats.number(queue.pending + queue.processing) }),
                  queue.failed > 0 && t('status.failedCount', { count: queue.failed, shown: formats.number(queue.failed) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            }
          >
            {queue.failed > 0 ? <Button onClick={() => run(() => retryFailed())}>{t('failures.retryAll')}</Button> : queue.completed < queue.total && <ProgressLine label={t('status.progress')} done={queue.completed} total={queue.total} />}
          </Setting>
          <Setting label={t(paused ? 'settings.processing.paused' : 'settings.processing.pause')} hint={paused && until ? t('settings.processing.until', { time: formats.short(until) }) : t('settings.processing.pauseHint')}>
            {paused ? (
              <Button onClick={() => run(() => read(api.POST('/api/processing/resume')))}>{t('settings.processing.resume')}</Button>
            ) : (
              <span className="flex gap-2">
                <Button onClick={() => pause(HOUR)}>{t('settings.processing.hour')}</Button>
                <Button onClick={() => pause()}>{t('settings.processing.pauseNow')}</Button>
              </span>
            )}
            <Saved state={state.kind === 'failed' ? state : { kind: 'none' }} />
          </Setting>
        </>
      )}
      <TextSetting name="processing_threads" label={t('settings.processing.threads')} hint={t('settings.processing.threadsHint')} numeric />
      <ChoiceSetting name="on_battery" label={t('settings.processing.battery')} hint={t('settings.processing.batteryHint')} options={onBattery.map((value) => ({ value, label: t(value === 'pause' ? 'settings.processing.nothing' : `settings.processing.${value}`) }))} />
      <SwitchSetting name="background_index" label={t('settings.processing.background')} hint={t('settings.processing.backgroundHint')} />
    </Group>
  );
}
