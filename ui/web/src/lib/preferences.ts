import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type Theme = 'system' | 'light' | 'dark' | 'contrast';
export type Language = 'en' | 'fr' | 'ar' | 'de';

interface Preferences {
  readonly theme: Theme;
  /** Null: as the browser has it. */
  readonly language: Language | null;
  readonly sidebar: boolean;
  readonly list: boolean;
  readonly rail: boolean;
  readonly listWidth: number;
  readonly sourceWidth: number;
  /** One character alone, such as `n`, is a key of a command. */
  readonly characterKeys: boolean;
  /** The first steps were gone through, or put away. */
  readonly firstSteps: 'done' | null;
  set(change: Partial<Omit<Preferences, 'set'>>): void;
}

/** What this browser remembers of how one likes it. `public/appearance.js` reads it before the first paint. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({
      theme: 'system',
      language: null,
      sidebar: true,
      list: true,
      rail: true,
      listWidth: 392,
      sourceWidth: 440,
      characterKeys: true,
      firstSteps: null,
      set: (change) => set(change),
    }),
    { name: 'cortex.preferences' },
  ),
);

export const themes: readonly Theme[] = ['system', 'light', 'dark', 'contrast'];

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
