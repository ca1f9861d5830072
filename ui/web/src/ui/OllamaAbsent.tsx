import type { ProviderReport } from '@cortex/contract';
import { useTranslation } from 'react-i18next';
import { Copyable } from './Copyable';

/** What is wrong with Ollama, and how to get it going. */
export function OllamaAbsent({ report }: { readonly report: ProviderReport }) {
  const { t } = useTranslation();
  if (!report.local || report.code !== 'provider_not_running') return <p dir="auto">{report.error}</p>;
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p>{t('settings.ollama.notRunning', { address: report.address })}</p>
      <Copyable text="https://ollama.com/download" />
      <p>{t('settings.ollama.start')}</p>
      <Copyable text="ollama serve" />
    </div>
  );
}
