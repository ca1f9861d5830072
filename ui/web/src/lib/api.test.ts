import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OfflineError, send } from './api';
import { useConnection } from './connection';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  useConnection.setState({ state: 'online' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const failing = async (meanwhile: () => void) => {
  const failure = send('/api/items', { method: 'POST' }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(100);
  meanwhile();
  await vi.advanceTimersByTimeAsync(1_000);
  return failure;
};

test('a request that fails beside an open socket does not make the backend gone', async () => {
  expect(await failing(() => undefined)).not.toBeInstanceOf(OfflineError);
  expect(useConnection.getState().state).toBe('online');
});

test('one that fails as the socket closes does', async () => {
  expect(await failing(() => useConnection.getState().lost(0))).toBeInstanceOf(OfflineError);
  expect(useConnection.getState().state).toBe('offline');
});
