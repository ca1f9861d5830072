import { api, OfflineError, read } from './api';

const TRIES = 20;
const AGAIN_MS = 500;

/** Trades the token of the address for the cookie, and takes it out of the address before anything else sees it. */
export async function signIn(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  // It is nowhere else by now: a backend that just starts anew is waited for. A refusal shows as signed out.
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const failure = await read(api.POST('/api/session', { body: { token } })).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(failure instanceof OfflineError)) return;
    await new Promise((wake) => setTimeout(wake, AGAIN_MS));
  }
}
