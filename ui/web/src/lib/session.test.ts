import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from './session';

const fetched = vi.fn<typeof fetch>();
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fetched);
  history.replaceState(null, '', '/#token=secret');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  fetched.mockReset();
});

test('the token leaves the address at once, and is traded as soon as the backend answers', async () => {
  fetched.mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValueOnce(new Response(null, { status: 204 }));
  const signedIn = signIn();
  expect(location.hash).toBe('');
  await vi.advanceTimersByTimeAsync(1_000);
  await signedIn;
  expect(fetched).toHaveBeenCalledTimes(2);
});

test('a refusal is not tried again', async () => {
  fetched.mockResolvedValue(Response.json({ code: 'unauthorized' }, { status: 401 }));
  await signIn();
  expect(fetched).toHaveBeenCalledOnce();
});
