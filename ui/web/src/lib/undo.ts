import { create } from 'zustand';

interface Undoable {
  readonly text: string;
  undo(): Promise<void>;
}

interface Undo {
  readonly last: Undoable | null;
  /** What could not be done; null: nothing to say. */
  readonly failure: unknown;
  offer(done: Undoable): void;
  fail(error: unknown): void;
  run(): Promise<void>;
  clear(): void;
}

/** The last thing that can be taken back, or that could not be done. */
export const useUndo = create<Undo>()((set, get) => ({
  last: null,
  failure: null,
  offer: (last) => set({ last, failure: null }),
  fail: (failure) => set({ failure }),
  run: async () => {
    const { last } = get();
    set({ last: null, failure: null });
    // One that fails can be tried again.
    if (last && !(await attempt(last.undo()))) set({ last });
  },
  clear: () => set({ last: null, failure: null }),
}));

/** Waits for what a person asked for, and tells in the bar at the bottom if it fails: nothing fails unseen. True: it is done. */
export async function attempt(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    useUndo.getState().fail(error);
    return false;
  }
}
