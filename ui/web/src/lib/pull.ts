import type { PullStatus } from '@cortex/contract';
import { create } from 'zustand';
import { ApiError, OfflineError, send } from './api';
import { keys } from './keys';
import { readLines } from './ndjson';
import { queryClient } from './query-client';

export interface Pull {
  readonly model: string;
  readonly state: 'running' | 'done' | 'stopped' | 'failed';
  /** As the provider words it. */
  readonly step: string;
  /** Bytes of the part at hand; zero while that is not known. */
  readonly completed: number;
  readonly total: number;
  /** What is wrong, and what to do; empty where the backend is gone. */
  readonly error: string;
}

interface Pulls {
  readonly current: Pull | null;
  start(model: string): Promise<void>;
  stop(): void;
}

let running: AbortController | null = null;

/** Fetches one model at a time, on whichever page one is. What was fetched stays when it is stopped. */
export const usePull = create<Pulls>()((set) => {
  const change = (to: Partial<Pull>) => set(({ current }) => ({ current: current && { ...current, ...to } }));
  return {
    current: null,
    start: async (model) => {
      running?.abort();
      const mine = (running = new AbortController());
      set({ current: { model, state: 'running', step: '', completed: 0, total: 0, error: '' } });
      try {
        const { body } = await send('/api/models/pull', { method: 'POST', body: JSON.stringify({ model }), headers: { 'content-type': 'application/json' }, signal: mine.signal });
        let last: PullStatus | undefined;
        for await (last of readLines<PullStatus>(body!)) {
          if (mine.signal.aborted) return;
          change({ step: last.status, completed: last.completed ?? 0, total: last.total ?? 0 });
        }
        if (last?.status === 'success') change({ state: 'done' });
        else change({ state: 'failed', error: last?.problem?.detail ?? last?.problem?.title ?? '' });
      } catch (error) {
        if (!mine.signal.aborted) change({ state: 'failed', error: error instanceof ApiError ? error.message : error instanceof OfflineError ? '' : String(error) });
      } finally {
        void queryClient.invalidateQueries({ queryKey: keys.settings });
      }
    },
    stop: () => {
      running?.abort();
      change({ state: 'stopped' });
    },
  };
});
