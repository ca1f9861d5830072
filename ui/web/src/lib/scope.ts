import { create } from 'zustand';

interface ReadingScope {
  /** The document that the next question is about. */
  readonly about: { readonly id: string; readonly title: string } | null;
  askAbout(item: { readonly id: string; readonly title: string }): void;
  clear(): void;
}

/** Hands a document over to the conversations. */
export const useReadingScope = create<ReadingScope>()((set) => ({
  about: null,
  askAbout: (about) => set({ about }),
  clear: () => set({ about: null }),
}));
