import { useTranslation } from 'react-i18next';
import { Copyable } from './Copyable';

/** What is wrong with Ollama, and how to get it going. */
export function OllamaAbsent({ error }: { readonly error: string | null }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p dir="auto">{error}</p>
      <p>{t('settings.ollama.get')}</p>
      <Copyable text="https://ollama.com/download" />
      <p>{t('settings.ollama.start')}</p>
      <Copyable text="ollama serve" />
    </div>
  );
}
