import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { useSave } from './useSave';

afterEach(() => vi.useRealTimers());

test('says that it saved, for a moment', async () => {
  vi.useFakeTimers();
  const { result } = renderHook(() => useSave());
  await act(async () => expect(await result.current[1](() => Promise.resolve())).toBe(true));
  expect(result.current[0].kind).toBe('saved');
  act(() => vi.advanceTimersByTime(3_000));
  expect(result.current[0].kind).toBe('none');
});

test('a failure stays, and the last choice has the word', async () => {
  const { result } = renderHook(() => useSave());
  let refuse = (_: Error) => {};
  const slow = new Promise((_, reject) => (refuse = reject));
  let first = Promise.resolve(true);
  act(() => void (first = result.current[1](() => slow)));
  await act(async () => void (await result.current[1](() => Promise.resolve())));
  refuse(new Error('late'));
  await act(async () => expect(await first).toBe(false));
  expect(result.current[0].kind).toBe('saved');
  await act(async () => void (await result.current[1](() => Promise.reject(new Error('no')))));
  expect(result.current[0].kind).toBe('failed');
});
