import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { databaseQuery } from '../../lib/library';
import { Copyable } from '../../ui/Copyable';
import { Problem } from '../../ui/Problem';
import { BackupSettings } from './BackupSettings';
import { FolderSettings } from './FolderSettings';
import { ImportSettings } from './ImportSettings';
import { ProcessingSettings } from './ProcessingSettings';
import { SampleSetting } from './SampleSetting';
import { Awaited, Group, Setting } from './Setting';
import { ChoiceSetting, TextSetting } from './StoredSetting';

const digests = ['off', 'daily', 'weekly'] as const;

interface Props {
  onFiles(files: readonly File[]): void;
}

export function DataSection({ onFiles }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data, error, refetch } = useQuery({ ...databaseQuery, staleTime: 0 });
  return (
    <>
      <Group title={t('settings.library.title')}>
        {data ? (
          <>
            <Setting label={t('settings.library.place')} hint={t('settings.library.placeHint')} below={<div className="mt-2"><Copyable text={data.data_folder} /></div>} />
            <Setting label={t('settings.library.size')} hint={t('settings.library.sizeHint')}>
              <span className="tabular">{formats.bytes(data.size_bytes + data.wal_bytes)}</span>
            </Setting>
            <Setting label={t('settings.library.holds')} hint={t('settings.library.holdsHint', { trashed: formats.number(data.trashed), chunks: formats.number(data.chunks) })}>
              <span className="tabular">{t('items.count', { count: data.items, shown: formats.number(data.items) })}</span>
            </Setting>
            <TextSetting name="trash_days" label={t('settings.library.trash')} hint={t('settings.library.trashHint')} unit={t('settings.days')} numeric />
            <SampleSetting />
          </>
        ) : error ? (
          <Problem error={error} onRetry={() => void refetch()} />
        ) : (
          <Awaited />
        )}
      </Group>
      <BackupSettings />
      <ImportSettings onFiles={onFiles} />
      <FolderSettings />
      <ProcessingSettings />
      <Group title={t('settings.digest.title')}>
        <ChoiceSetting name="digest" label={t('settings.digest.label')} hint={t('settings.digest.hint')} options={digests.map((value) => ({ value, label: t(`settings.digest.${value}`) }))} />
      </Group>
    </>
  );
}
