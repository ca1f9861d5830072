import { api, read } from './api';

/** Trades the token of the address for the cookie, and takes it out of the address before anything else sees it. */
export async function signIn(): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  history.replaceState(history.state, '', location.pathname + location.search);
  await read(api.POST('/api/session', { body: { token } })).catch(() => undefined);
}
