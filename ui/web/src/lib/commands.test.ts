import { renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { keyOf, runKey, useCommands, useKnownCommands, useRegistry } from './commands';

const press = (init: KeyboardEventInit, target: EventTarget = document.body) => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, 'target', { value: target });
  return runKey(event);
};

beforeEach(() => {
  localStorage.clear();
  useRegistry.setState({ commands: [] });
});

test('keys have one spelling', () => {
  expect(keyOf(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }))).toBe('Mod+K');
  expect(keyOf(new KeyboardEvent('keydown', { key: '?', shiftKey: true }))).toBe('?');
  expect(keyOf(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true }))).toBe('Shift+Enter');
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
