import { renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { keyOf, runKey, useCommands, useKnownCommands, useRegistry } from './commands';
import { usePreferences } from './preferences';

const press = (init: KeyboardEventInit, target: EventTarget = document.body) => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, 'target', { value: target });
  return runKey(event);
};

beforeEach(() => {
  localStorage.clear();
  useRegistry.setState({ commands: [] });
  usePreferences.setState({ characterKeys: true });
});

test('keys have one spelling', () => {
  expect(keyOf(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }))).toBe('Mod+K');
  expect(keyOf(new KeyboardEvent('keydown', { key: '?', shiftKey: true }))).toBe('?');
  expect(keyOf(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true }))).toBe('Shift+Enter');
});

test('a keyboard without Latin letters has the keys where they stand', () => {
  expect(keyOf(new KeyboardEvent('keydown', { key: 'ن', code: 'KeyK', ctrlKey: true }))).toBe('Mod+K');
  expect(keyOf(new KeyboardEvent('keydown', { key: 'ى', code: 'KeyN' }))).toBe('n');
  expect(keyOf(new KeyboardEvent('keydown', { key: 'لا', code: 'KeyB' }))).toBe('b');
  expect(keyOf(new KeyboardEvent('keydown', { key: 'ظ', code: 'Slash' }))).toBe('/');
  expect(keyOf(new KeyboardEvent('keydown', { key: '؟', code: 'Slash', shiftKey: true }))).toBe('?');
  // What a Latin one writes is what it says: its letters stand elsewhere.
  expect(keyOf(new KeyboardEvent('keydown', { key: 'a', code: 'KeyQ' }))).toBe('a');
  expect(keyOf(new KeyboardEvent('keydown', { key: 'ß', code: 'KeyS' }))).toBe('ß');
  expect(keyOf(new KeyboardEvent('keydown', { key: 'µ', code: 'KeyM' }))).toBe('µ');
});

test('the command offered last has the key, and gives it back', () => {
  const [first, second] = [vi.fn(), vi.fn()];
  useRegistry.getState().add([{ id: 'a', label: 'a', group: 'go', keys: ['j'], run: first }]);
  const remove = useRegistry.getState().add([{ id: 'b', label: 'b', group: 'go', keys: ['j'], run: second }]);
  expect(press({ key: 'j' })).toBe(true);
  remove();
  press({ key: 'j' });
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
});

test('letters belong to the field that one types in, and Enter to a button', () => {
  const run = vi.fn();
  useRegistry.getState().add([{ id: 'a', label: 'a', group: 'go', keys: ['j', 'Enter', 'Mod+K'], run }]);
  expect(press({ key: 'j' }, document.createElement('textarea'))).toBe(false);
  expect(press({ key: 'Enter' }, document.createElement('button'))).toBe(false);
  expect(press({ key: 'k', ctrlKey: true }, document.createElement('input'))).toBe(true);
});

test('what edits belongs to the field that one types in', () => {
  const keys = ['Mod+A', 'Mod+Z', 'Mod+Shift+Z'];
  useRegistry.getState().add([{ id: 'a', label: 'a', group: 'go', keys, run: vi.fn() }]);
  for (const init of [{ key: 'a' }, { key: 'z' }, { key: 'Z', shiftKey: true }]) {
    expect(press({ ...init, ctrlKey: true }, document.createElement('input'))).toBe(false);
    expect(press({ ...init, ctrlKey: true })).toBe(true);
  }
});

test('keys of one character can be turned off, and the others stay', () => {
  useRegistry.getState().add([{ id: 'a', label: 'a', group: 'go', keys: ['j', '?', 'ArrowDown', 'Delete', 'Mod+K', 'Alt+N'], run: vi.fn() }]);
  usePreferences.setState({ characterKeys: false });
  expect([press({ key: 'j' }), press({ key: '?', shiftKey: true })]).toEqual([false, false]);
  expect([press({ key: 'ArrowDown' }), press({ key: 'Delete' }), press({ key: 'k', ctrlKey: true }), press({ key: 'n', altKey: true })]).toEqual([true, true, true, true]);
});

test('a command runs what its component last meant', () => {
  const seen: number[] = [];
  const { rerender, unmount } = renderHook(({ at }) => useCommands([{ id: 'a', label: 'a', group: 'go', keys: ['j'], run: () => seen.push(at) }]), { initialProps: { at: 1 } });
  rerender({ at: 2 });
  press({ key: 'j' });
  expect(seen).toEqual([2]);
  unmount();
  expect(useRegistry.getState().commands).toEqual([]);
});

test('arrows belong to a choice and to what they scroll', () => {
  const run = vi.fn();
  useRegistry.getState().add([{ id: 'a', label: 'a', group: 'go', keys: ['ArrowDown'], run }]);
  const choice = Object.assign(document.createElement('input'), { type: 'radio' });
  const log = document.createElement('div');
  log.dataset['scrolls'] = '';
  expect(press({ key: 'ArrowDown' }, choice)).toBe(false);
  expect(press({ key: 'ArrowDown' }, log)).toBe(false);
  expect(press({ key: 'ArrowDown' })).toBe(true);
});

test('what was offered once is known, with its keys', () => {
  useRegistry.getState().add([
    { id: 'a', label: 'command.help', group: 'go', keys: ['?'], run: vi.fn() },
    { id: 'b', label: 'command.back', group: 'go', keys: ['x'], hidden: true, run: vi.fn() },
    { id: 'c', label: 'no.such.text', group: 'go', keys: ['y'], run: vi.fn() },
  ])();
  const { result } = renderHook(() => useKnownCommands());
  expect(result.current.map(({ id }) => id)).toEqual(['a']);
});
