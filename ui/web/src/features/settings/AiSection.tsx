import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { aiSettingsQuery } from '../../lib/library';
import { modelsQuery } from '../../lib/providers';
import { Problem } from '../../ui/Problem';
import { MeaningSetting } from './MeaningSetting';
import { ModeSetting } from './ModeSetting';
import { OllamaSetting } from './OllamaSetting';
import { ProviderSetting } from './ProviderSetting';
import { SentWhere } from './SentWhere';
import { Awaited, Group } from './Setting';
import { TaskSetting } from './TaskSetting';

const tasks = ['chat', 'grading', 'extraction', 'agent'] as const;

export function AiSection() {
  const { t } = useTranslation();
  const { data: ai, error, refetch } = useQuery(aiSettingsQuery);
  const { data: models } = useQuery(modelsQuery);
  if (!ai) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <Awaited />;
  const providers = models?.providers ?? [];
  // The keychain is one, and so is its trouble.
  const trouble = ai.keys.find((key) => key.trouble)?.trouble;
  return (
    <>
      <Group title={t('settings.mode.title')} hint={t('settings.mode.hint')}>
        <ModeSetting mode={ai.mode} />
      </Group>
      <Group title={t('settings.tasks.title')} hint={t('settings.tasks.hint')}>
        {tasks.map((task) => (ai.tasks[task] ? <TaskSetting key={task} task={task} setting={ai.tasks[task]} providers={providers} /> : null))}
        <MeaningSetting setting={ai.tasks['embedding']} providers={providers} />
      </Group>
      <Group title="Ollama" hint={t('settings.ollama.hint')}>
        <OllamaSetting address={ai.addresses['ollama']} />
      </Group>
      <Group title={t('settings.providers.title')} hint={t('settings.providers.hint')}>
        {providers
          .filter((provider) => provider.id !== 'ollama' && ai.addresses[provider.id])
          .map((provider) => (
            <ProviderSetting key={provider.id} provider={provider} address={ai.addresses[provider.id]!} status={ai.keys.find((one) => one.provider === provider.id)} />
          ))}
        {trouble && (
          <p dir="auto" className="max-w-[64ch] py-3 text-sm text-warning-ink">
            {trouble}
          </p>
        )}
      </Group>
      {models && <SentWhere models={models} />}
    </>
  );
}
