import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../lib/api';
import { keys } from '../../lib/keys';
import { databaseQuery } from '../../lib/library';
import { settingsQuery } from '../../lib/settings';
import { Problem } from '../../ui/Problem';
import { Awaited, Group, Setting } from './Setting';

export function AboutSection() {
  const { t } = useTranslation();
  const { data: health, error, refetch } = useQuery({ queryKey: [...keys.settings, 'health'], queryFn: ({ signal }) => read(api.GET('/api/health', { signal })), staleTime: 0 });
  const { data: database } = useQuery(databaseQuery);
  const { data: settings } = useQuery(settingsQuery);
  if (!health) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <Awaited />;
  const troubles = Object.values(health.checks).flatMap((check) => check.error ?? []);
  return (
    <Group title="Cortex" hint={t('settings.about.hint')}>
      <Setting label={t('settings.about.version')}>
        <span className="tabular">{health.version}</span>
      </Setting>
      <Setting label={t('settings.about.state')} hint={troubles.length > 0 && <span dir="auto" className="text-bad">{troubles.join(' ')}</span>}>
        {t(`settings.about.${health.status}`)}
      </Setting>
      {settings?.['port'] && (
        <Setting label={t('settings.about.address')} hint={t('settings.about.addressHint', { port: settings['port'].value })}>
          <bdi className="font-mono text-xs">{location.host}</bdi>
        </Setting>
      )}
      {database && (
        <Setting label={t('settings.about.database')}>
          <bdi className="tabular">
            SQLite {database.sqlite_version} · {t('settings.about.schema', { version: database.schema_version })}
          </bdi>
        </Setting>
      )}
      <Setting label={t('settings.about.licence')} hint={t('settings.about.licenceHint')}>
        MIT
      </Setting>
    </Group>
  );
}
