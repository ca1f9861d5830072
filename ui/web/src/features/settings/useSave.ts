import { startTransition, useEffect, useOptimistic, useRef, useState } from 'react';

export type SaveState = { readonly kind: 'none' } | { readonly kind: 'saved' } | { readonly kind: 'failed'; readonly error: unknown };

const SHOWN_MS = 2_500;

/** Saves at once, and says for a moment that it did, or for as long as it takes why it did not. */
export function useSave(): readonly [SaveState, (work: () => Promise<unknown>) => Promise<boolean>] {
  const [state, setState] = useState<SaveState>({ kind: 'none' });
  const latest = useRef(0);
  useEffect(() => {
    if (state.kind !== 'saved') return;
    const timer = setTimeout(() => setState({ kind: 'none' }), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const save = async (work: () => Promise<unknown>) => {
    const mine = (latest.current += 1);
    const finish = (to: SaveState) => {
      // What was chosen since has the word.
      if (mine === latest.current) setState(to);
    };
    try {
      await work();
      finish({ kind: 'saved' });
      return true;
    } catch (error) {
      finish({ kind: 'failed', error });
      return false;
    }
  };
  return [state, save];
}

/** Shows a choice from the moment it is made; what is stored has the word again when the work is done. */
export function useShown<T>(stored: T): readonly [T, (next: T, work: () => Promise<unknown>) => void] {
  const [shown, show] = useOptimistic(stored);
  const choose = (next: T, work: () => Promise<unknown>) =>
    startTransition(async () => {
      show(next);
      await work();
    });
  return [shown, choose];
}
