import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { usePreferences } from './preferences';

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

/** What is shown of a command that has a key. */
export type KeyedCommand = Pick<Command, 'id' | 'label' | 'group'> & { readonly keys: readonly string[] };

const KNOWN = 'cortex.commands';

const readKnown = (): Record<string, KeyedCommand> => {
  try {
    return JSON.parse(localStorage.getItem(KNOWN) ?? '{}') as Record<string, KeyedCommand>;
  } catch {
    return {};
  }
};

// A page's commands come with its code: what was offered once is kept, to be listed where it is not.
function remember(commands: readonly Command[]): void {
  const known = readKnown();
  const before = JSON.stringify(known);
  for (const { id, label, group, keys, hidden } of commands) if (keys && !hidden) known[id] = { id, label, group, keys };
  const after = JSON.stringify(known);
  if (after !== before) localStorage.setItem(KNOWN, after);
}

/** Every command with a key that this browser was ever offered, as long as its words still exist. */
export function useKnownCommands(): readonly KeyedCommand[] {
  const { i18n } = useTranslation();
  return Object.values(readKnown()).filter((command) => i18n.exists(command.label));
}

interface Registry {
  readonly commands: readonly Command[];
  add(commands: readonly Command[]): () => void;
}

/** Every action there is, while it can be done: palette, menus, shortcuts and help read it here. */
export const useRegistry = create<Registry>()((set) => ({
  commands: [],
  add: (added) => {
    remember(added);
    set((now) => ({ commands: [...now.commands, ...added] }));
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

const NOT_LATIN = /^(?:(?!\p{Script=Latin}|\p{Script=Common})\p{L}|؟)+$/u;

// On a keyboard that writes no Latin letters, the place of the key says which is meant.
function latinOf({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  if (!NOT_LATIN.test(key)) return key;
  if (code === 'Slash') return shiftKey ? '?' : '/';
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter ? (shiftKey ? letter : letter.toLowerCase()) : key;
}

/** The key as it is pressed: `Mod+Shift+K`, `j`, `?`. */
export function keyOf(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const latin = latinOf(event);
  const name = latin.length === 1 && (mod || event.altKey) ? latin.toUpperCase() : latin;
  return [mod && 'Mod', event.altKey && 'Alt', event.shiftKey && (latin.length > 1 || mod) && 'Shift', name].filter(Boolean).join('+');
}

/** The key as it is shown. */
export const shownKey = (key: string) =>
  key
    // Not at a plus that is the key itself.
    .split(/(?<=.)\+/)
    .map((part) => (part === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : part === 'Delete' ? 'Del' : part === 'Escape' ? 'Esc' : part === 'ArrowDown' ? '↓' : part === 'ArrowUp' ? '↑' : part))
    .join(' ');

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'));
}

/** Whether a key is one character alone, which can be turned off: speech and a slip of the hand press them, too. */
export const isCharacter = (key: string) => key.length === 1;

// What every field does by itself.
const EDITS = /^Mod\+(?:[ACVXYZ]|Shift\+Z)$/;

/** Runs the command of a key: the one offered last wins. Letters, and what edits, belong to a field while one types in it. */
export function runKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const key = keyOf(event);
  const letters = !key.includes('Mod+') && !key.startsWith('Alt+');
  if ((letters || EDITS.test(key)) && isTyping(event.target)) return false;
  if (isCharacter(key) && !usePreferences.getState().characterKeys) return false;
  // An open dialog has the keys to itself.
  if (document.querySelector('dialog[open]')) return false;
  // Enter and Space are a focused control's own.
  if ((key === 'Enter' || key === ' ') && event.target instanceof HTMLElement && event.target.closest('button, a, summary, [role=menuitem]')) return false;
  // So are the arrows of a choice, and of what they scroll.
  if (key.startsWith('Arrow') && event.target instanceof HTMLElement && event.target.closest('input[type=radio], [data-scrolls]')) return false;
  const command = useRegistry.getState().commands.findLast((offered) => offered.keys?.includes(key));
  if (!command) return false;
  event.preventDefault();
  command.run();
  return true;
}
