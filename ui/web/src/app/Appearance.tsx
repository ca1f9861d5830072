import { useTranslation } from 'react-i18next';
import { languageOf, languages, setLanguage } from '../lib/i18n';
import { usePreferences, type Language, type Theme } from '../lib/preferences';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';

const themes: readonly Theme[] = ['system', 'light', 'dark', 'contrast'];
const field = 'h-8 rounded border border-line-strong bg-raised px-2';
const names: Record<Language, string> = { en: 'English', de: 'Deutsch', fr: 'Français', ar: 'العربية' };

export function Appearance({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { theme, language, set } = usePreferences();
  return (
    <Dialog label={t('command.appearance')} onClose={onClose} className="w-[min(380px,92vw)]">
      <div className="flex flex-col gap-4 p-5">
        <h2 className="font-serif text-xl font-[620]">{t('command.appearance')}</h2>
        <label className="flex items-center justify-between gap-4">
          {t('appearance.theme')}
          <select value={theme} onChange={(event) => set({ theme: event.target.value as Theme })} className={field}>
            {themes.map((name) => (
              <option key={name} value={name}>
                {t(`theme.${name}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="flex items-center justify-between gap-4">
          {t('appearance.language')}
          <select
            value={languageOf(language)}
            onChange={(event) => {
              const chosen = event.target.value as Language;
              set({ language: chosen });
              void setLanguage(chosen);
            }}
            className={field}
          >
            {languages.map((name) => (
              <option key={name} value={name} lang={name}>
                {names[name]}
              </option>
            ))}
          </select>
        </label>
        <Button look="primary" className="self-end" onClick={onClose}>
          {t('action.close')}
        </Button>
      </div>
    </Dialog>
  );
}
