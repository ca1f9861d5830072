import type { TFunction } from 'i18next';
import type { Done } from '../../lib/library';
import { useUndo } from '../../lib/undo';
import { errorText } from '../../ui/Problem';

/** Tells what was done with many, offers to take just that back, and says why the rest was not done. True: all of it was. */
export function tellDone({ ids, failure }: Pick<Done, 'ids' | 'failure'>, t: TFunction, { said, undo }: { said(count: number): string; undo(): Promise<unknown> }): boolean {
  if (ids.length === 0 && failure !== null) useUndo.getState().fail(failure);
  else if (ids.length > 0) useUndo.getState().offer({ text: failure === null ? said(ids.length) : t('items.partly', { done: said(ids.length), reason: errorText(failure, t) }), undo: async () => void (await undo()) });
  return failure === null;
}
