import { create } from 'zustand';

interface ReadingScope {
  /** The ids of the documents that the next question is about; empty: the whole library. */
  readonly about: readonly string[];
  askAbout(ids: readonly string[]): void;
}

/** Hands documents over to the conversations. */
export const useReadingScope = create<ReadingScope>()((set) => ({
  about: [],
  askAbout: (about) => set({ about }),
}));
