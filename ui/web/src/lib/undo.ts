import { create } from 'zustand';

interface Undoable {
  readonly text: string;
  undo(): Promise<void>;
}

interface Undo {
  readonly last: Undoable | null;
  offer(done: Undoable): void;
  run(): Promise<void>;
  clear(): void;
}

/** The last thing that can be taken back. */
export const useUndo = create<Undo>()((set, get) => ({
  last: null,
  offer: (done) => set({ last: done }),
  run: async () => {
    const { last } = get();
    set({ last: null });
    await last?.undo();
  },
  clear: () => set({ last: null }),
}));
