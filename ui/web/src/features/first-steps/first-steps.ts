import { create } from 'zustand';
import { usePreferences } from '../../lib/preferences';

export const LAST_STEP = 2;

interface FirstSteps {
  /** Null: not open. */
  readonly step: number | null;
  /** Asked for by name: then they are shown on a narrow screen too, in place of the list. */
  readonly asked: boolean;
  open(asked: boolean): void;
  go(by: number): void;
  /** For good, in this browser. */
  finish(): void;
}

/** The first steps, while they are open. They open by themselves in an empty library that this browser has not put them away in. */
export const useFirstSteps = create<FirstSteps>()((set, get) => ({
  step: null,
  asked: false,
  open: (asked) => set({ step: 0, asked }),
  go: (by) => {
    const next = (get().step ?? 0) + by;
    if (next > LAST_STEP) get().finish();
    else set({ step: Math.max(0, next) });
  },
  finish: () => {
    usePreferences.getState().set({ firstSteps: 'done' });
    set({ step: null, asked: false });
  },
}));
