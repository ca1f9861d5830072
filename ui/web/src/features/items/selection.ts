import { create } from 'zustand';

interface Selection {
  /** The row that the keyboard is on. */
  readonly cursor: number;
  readonly ids: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: number;
  move(to: number): void;
  toggle(id: string, index: number): void;
  setAll(ids: readonly string[]): void;
  clear(): void;
}

/** Which rows are chosen, and where the keyboard is. */
export const useSelection = create<Selection>()((set) => ({
  cursor: -1,
  anchor: -1,
  ids: new Set<string>(),
  move: (cursor) => set({ cursor }),
  toggle: (id, index) =>
    set((now) => {
      const ids = new Set(now.ids);
      if (!ids.delete(id)) ids.add(id);
      return { ids, anchor: index, cursor: index };
    }),
  setAll: (ids) => set({ ids: new Set(ids) }),
  clear: () => set({ ids: new Set(), anchor: -1 }),
}));
