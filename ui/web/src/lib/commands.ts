import { useEffect, useRef } from 'react';
import { create } from 'zustand';

export interface Command {
  readonly id: string;
  /** A key of the texts, or the text itself where it is of the library. */
  readonly label: string;
  readonly group: 'go' | 'items' | 'chat' | 'view';
  /** Such as `Mod+K`, `j`, `?`; the first is shown. */
  readonly keys?: readonly string[];
  readonly hidden?: boolean;
  run(): void;
}

interface Registry {
  readonly commands: readonly Command[];
  /** By id: all that were ever offered since the page was loaded. */
  readonly known: ReadonlyMap<string, Command>;
  add(commands: readonly Command[]): () => void;
}

/** Every action there is, while it can be done: palette, shortcuts and help read it here. */
export const useRegistry = create<Registry>()((set) => ({
  commands: [],
  known: new Map(),
  add: (added) => {
    set((now) => ({ commands: [...now.commands, ...added], known: new Map([...now.known, ...added.map((command) => [command.id, command] as const)]) }));
    return () => set((now) => ({ commands: now.commands.filter((command) => !added.includes(command)) }));
  },
}));

/** Offers commands while the component is there. They are compared by what they show; what they run is always the latest. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const shape = JSON.stringify(commands);
  useEffect(() => {
    const offered = latest.current.map((command) => ({ ...command, run: () => latest.current.find((other) => other.id === command.id)?.run() }));
    return useRegistry.getState().add(offered);
  }, [shape]);
}

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

/** The key as it is pressed: `Mod+Shift+K`, `j`, `?`. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const name = event.key.length === 1 && (mod || event.altKey) ? event.key.toUpperCase() : event.key;
  return [mod && 'Mod', event.altKey && 'Alt', event.shiftKey && (event.key.length > 1 || mod) && 'Shift', name].filter(Boolean).join('+');
}

/** The key as it is shown. */
export const shownKey = (key: string) =>
  key
    .split('+')
    .map((part) => (part === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : part === 'Delete' ? 'Del' : part === 'Escape' ? 'Esc' : part === 'ArrowDown' ? '↓' : part === 'ArrowUp' ? '↑' : part))
    .join(' ');

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'));
}

/** Runs the command of a key: the one offered last wins. Letters belong to a field while one types in it. */
export function runKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const key = keyOf(event);
  const letters = !key.includes('Mod+') && !key.startsWith('Alt+');
  if (letters && isTyping(event.target)) return false;
  // An open dialog has the keys to itself.
  if (document.querySelector('dialog[open]')) return false;
  // Enter and Space are a focused control's own.
  if ((key === 'Enter' || key === ' ') && event.target instanceof HTMLElement && event.target.closest('button, a, summary, [role=menuitem]')) return false;
  const command = useRegistry.getState().commands.findLast((offered) => offered.keys?.includes(key));
  if (!command) return false;
  event.preventDefault();
  command.run();
  return true;
}
