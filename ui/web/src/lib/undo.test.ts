import { beforeEach, expect, test } from 'vitest';
import { attempt, useUndo } from './undo';

beforeEach(() => useUndo.getState().clear());

test('what was done is taken back once', async () => {
  let times = 0;
  useUndo.getState().offer({ text: 'Deleted', undo: async () => void (times += 1) });
  await useUndo.getState().run();
  await useUndo.getState().run();
  expect(times).toBe(1);
});

test('what cannot be taken back now can be tried again', async () => {
  let gone = true;
  useUndo.getState().offer({ text: 'Deleted', undo: () => (gone ? Promise.reject(new Error('gone')) : Promise.resolve()) });
  await useUndo.getState().run();
  expect(useUndo.getState().failure).toBeInstanceOf(Error);
  expect(useUndo.getState().last?.text).toBe('Deleted');
  gone = false;
  await useUndo.getState().run();
  expect(useUndo.getState()).toMatchObject({ last: null, failure: null });
});

test('an attempt says whether it was done, and tells why not', async () => {
  expect(await attempt(Promise.resolve(1))).toBe(true);
  expect(useUndo.getState().failure).toBeNull();
  expect(await attempt(Promise.reject(new Error('no')))).toBe(false);
  expect(String(useUndo.getState().failure)).toContain('no');
});
