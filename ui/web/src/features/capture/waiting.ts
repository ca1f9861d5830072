import { drafts } from '../../lib/drafts';

type Written = { readonly content: string; readonly tags: readonly string[] } | { readonly url: string; readonly tags: readonly string[] };

export type What = Written | { readonly file: File };

const UNDER = 'captured.';

/** What was captured and is not in the library yet. Notes and addresses outlive the page; files cannot. */
export const waiting = {
  /** The key that it waits under. */
  keep(what: What): string {
    const key = crypto.randomUUID();
    if (!('file' in what)) drafts.write(UNDER + key, JSON.stringify(what));
    return key;
  },
  read: (): { key: string; what: Written }[] => drafts.under(UNDER).map((key) => ({ key, what: JSON.parse(drafts.read(UNDER + key)) as Written })),
  forget: (key: string): void => void drafts.write(UNDER + key, ''),
  /** Sends it in one window at a time, and forgets it once that is done; null: another window has done so. */
  async once<T>(key: string, what: What, send: () => Promise<T>): Promise<T | null> {
    const kept = drafts.read(UNDER + key) !== '';
    const work = async () => {
      if (kept && !drafts.read(UNDER + key)) return null;
      const sent = await send();
      waiting.forget(key);
      return sent;
    };
    return 'file' in what ? work() : navigator.locks.request(`cortex.${UNDER}${key}`, work);
  },
};
