import { useTranslation } from 'react-i18next';
import { languageOf, languages, setLanguage } from '../../lib/i18n';
import { themes, usePreferences, type Language, type Theme } from '../../lib/preferences';
import { attempt } from '../../lib/undo';
import { Select } from '../../ui/Field';
import { Group, Setting } from './Setting';

const names: Record<Language, string> = { en: 'English', de: 'Deutsch', fr: 'Français', ar: 'العربية' };

export function AppearanceSection() {
  const { t } = useTranslation();
  const { theme, language, set } = usePreferences();
  return (
    <Group title={t('settings.section.appearance')} hint={t('settings.appearance.hint')}>
      <Setting label={t('settings.appearance.theme')} hint={t('settings.appearance.themeHint')}>
        {(names) => (
          <Select {...names} value={theme} onChange={(event) => set({ theme: event.target.value as Theme })}>
            {themes.map((name) => (
              <option key={name} value={name}>
                {t(`theme.${name}`)}
              </option>
            ))}
          </Select>
        )}
      </Setting>
      <Setting label={t('settings.appearance.language')} hint={t('settings.appearance.languageHint')}>
        {(control) => (
          <Select
            {...control}
            value={languageOf(language)}
            onChange={(event) => {
              const chosen = event.target.value as Language;
              // One whose texts cannot be read is not chosen.
              void attempt(setLanguage(chosen).then(() => set({ language: chosen })));
            }}
          >
            {languages.map((name) => (
              <option key={name} value={name} lang={name}>
                {names[name]}
              </option>
            ))}
          </Select>
        )}
      </Setting>
    </Group>
  );
}
