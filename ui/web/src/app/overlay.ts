import { create } from 'zustand';

type Name = 'palette' | 'help' | 'capture' | 'failures';

interface Overlay {
  readonly open: Name | null;
  show(name: Name): void;
  close(): void;
}

/** Which dialog is open; one at a time. */
export const useOverlay = create<Overlay>()((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: () => set({ open: null }),
}));
