import { create } from 'zustand';

type State = 'connecting' | 'online' | 'offline' | 'signed_out';

interface Connection {
  readonly state: State;
  /** When the socket is tried again, in milliseconds since the epoch. */
  readonly retryAt: number | null;
  /** Grows with each wish to try at once. */
  readonly wish: number;
  opened(): void;
  lost(retryAt?: number): void;
  signedOut(): void;
  retryNow(): void;
}

/** Whether the backend is there. What is on the screen stays when it is gone. */
export const useConnection = create<Connection>()((set) => ({
  state: 'connecting',
  retryAt: null,
  wish: 0,
  opened: () => set({ state: 'online', retryAt: null }),
  lost: (retryAt) => set((now) => (now.state === 'signed_out' ? now : { state: 'offline', retryAt: retryAt ?? now.retryAt })),
  signedOut: () => set({ state: 'signed_out', retryAt: null }),
  retryNow: () => set((now) => ({ wish: now.wish + 1 })),
}));
