import { beforeEach, expect, test } from 'vitest';
import { usePreferences } from '../../lib/preferences';
import { LAST_STEP, useFirstSteps } from './first-steps';

beforeEach(() => {
  usePreferences.setState({ firstSteps: null });
  useFirstSteps.setState({ step: null, asked: false });
});

test('step by step to the end, which is remembered', () => {
  useFirstSteps.getState().open(false);
  for (let step = 0; step <= LAST_STEP; step += 1) {
    expect(useFirstSteps.getState().step).toBe(step);
    expect(usePreferences.getState().firstSteps).toBe(null);
    useFirstSteps.getState().go(1);
  }
  expect(useFirstSteps.getState().step).toBe(null);
  expect(usePreferences.getState().firstSteps).toBe('done');
});

test('there is no step before the first, and skipping is remembered', () => {
  useFirstSteps.getState().open(true);
  useFirstSteps.getState().go(-1);
  expect(useFirstSteps.getState()).toMatchObject({ step: 0, asked: true });
  useFirstSteps.getState().finish();
  expect(usePreferences.getState().firstSteps).toBe('done');
});
