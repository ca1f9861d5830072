import { OfflineError } from '../lib/api';

// Said like this, what cannot be fetched is told in its place; the router would load the whole window anew, and nobody answers that either.
const part =
  <T>(fetched: () => Promise<T>) =>
  () =>
    fetched().catch(() => {
      throw new OfflineError('offline');
    });

/** The code of the pages that do not come first. */
export const chunks = {
  chat: part(() => import('./Chat')),
  connections: part(() => import('./Connections')),
  digest: part(() => import('./Digest')),
  settings: part(() => import('./Settings')),
  workflows: part(() => import('./Workflows')),
};

const inside = [() => import('../features/chat/Markdown'), () => import('../features/connections/GraphCanvas'), () => import('../features/first-steps/FirstSteps')];

const FIRST_PAGE_MS = 1_500;
const wait = (ms: number) => new Promise<unknown>((wake) => setTimeout(wake, ms));
const idle = () => ('requestIdleCallback' in globalThis ? new Promise<unknown>((wake) => requestIdleCallback(wake)) : wait(200));

/** Fetches all code, one chunk after the other, when there is nothing else to do: a page can be opened for the first time while the backend is gone. */
export async function fetchAhead(): Promise<void> {
  await wait(FIRST_PAGE_MS);
  for (const fetched of [...Object.values(chunks), ...inside]) {
    await idle();
    await fetched().catch(() => undefined);
  }
}
