import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.json';
import type { Language } from './preferences';

const others: Record<Exclude<Language, 'en'>, () => Promise<{ default: typeof en }>> = {
  ar: () => import('../locales/ar.json'),
  de: () => import('../locales/de.json'),
  fr: () => import('../locales/fr.json'),
};

export const languages: readonly Language[] = ['en', 'de', 'fr', 'ar'];

/** The language that was chosen, else the browser's first that there is. */
export function languageOf(chosen: Language | null, wished: readonly string[] = navigator.languages): Language {
  return chosen ?? wished.map((tag) => tag.slice(0, 2)).find((tag): tag is Language => languages.includes(tag as Language)) ?? 'en';
}

export async function setLanguage(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) i18next.addResourceBundle(language, 'translation', (await others[language]()).default);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}

export function startTexts(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
