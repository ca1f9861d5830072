import { useCallback, useState } from 'react';

const PREFIX = 'cortex.draft.';

/** What was typed and not yet sent, kept through reloads and a backend that is gone. */
export const drafts = {
  read: (name: string): string => localStorage.getItem(PREFIX + name) ?? '',
  /** False: there is no room for it. What was there before stays. */
  write: (name: string, text: string): boolean => {
    try {
      if (text) localStorage.setItem(PREFIX + name, text);
      else localStorage.removeItem(PREFIX + name);
      return true;
    } catch {
      return false;
    }
  },
  /** What comes after the beginning in each name that has it. */
  under: (beginning: string): string[] =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + beginning))
      .map((key) => key.slice(PREFIX.length + beginning.length)),
};

/** A draft as it is typed. */
export function useDraft(name: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => drafts.read(name));
  const type = useCallback(
    (next: string) => {
      setText(next);
      drafts.write(name, next);
    },
    [name],
  );
  return [text, type];
}
