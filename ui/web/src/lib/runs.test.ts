import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { queryClient } from './query-client';
import { useLiveRuns, useRunFeed } from './runs';

let sockets: FakeSocket[];
class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  constructor() {
    sockets.push(this);
  }
  close() {}
  tell(type: string) {
    this.onmessage?.({ data: JSON.stringify({ type, run_id: 'r', graph: 'digest', subject: null }) });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('what was told before one looked away is not taken in after it', () => {
  const read = vi.spyOn(queryClient, 'invalidateQueries').mockResolvedValue();
  const { unmount } = renderHook(() => useRunFeed());
  sockets[0]!.tell('run_started');
  unmount();
  vi.advanceTimersByTime(5_000);
  expect(useLiveRuns.getState().runs.size).toBe(0);
  expect(read).not.toHaveBeenCalled();
});

test('a run is read at once, lists of runs every few seconds', () => {
  const read = vi.spyOn(queryClient, 'invalidateQueries').mockResolvedValue();
  const { unmount } = renderHook(() => useRunFeed());
  for (let count = 0; count < 60; count += 1) {
    sockets[0]!.tell('node_failed');
    vi.advanceTimersByTime(100);
  }
  const keysRead = read.mock.calls.map(([filters]) => JSON.stringify(filters?.queryKey));
  const lists = keysRead.filter((key) => key.includes('"list"')).length;
  expect(lists).toBeLessThanOrEqual(3);
  expect(keysRead.length - lists).toBeGreaterThan(10);
  unmount();
});
