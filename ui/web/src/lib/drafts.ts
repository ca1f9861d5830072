import { useCallback, useState } from 'react';

const PREFIX = 'cortex.draft.';

/** What was typed and not yet sent, kept through reloads and a backend that is gone. */
export const drafts = {
  read: (name: string): string => localStorage.getItem(PREFIX + name) ?? '',
  write: (name: string, text: string): void => {
    if (text) localStorage.setItem(PREFIX + name, text);
    else localStorage.removeItem(PREFIX + name);
  },
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
