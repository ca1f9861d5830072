import type { WorkflowNodeRun } from '@cortex/contract';
import { expect, test } from 'vitest';
import { instant, timelineOf } from './timeline';

const at = (node: string, started_at: string, took_ms: number): WorkflowNodeRun => ({ node, path: '', status: 'completed', started_at, took_ms, attempts: 1, cached: false, model: null, input_tokens: null, output_tokens: null, error: null });

test('a moment keeps what is finer than a millisecond', () => {
  expect(instant('2026-11-21T23:28:45.0151383Z') - Date.parse('2026-11-21T23:28:45.015Z')).toBeCloseTo(0.1383, 3);
  expect(instant('2026-11-21T23:28:45Z')).toBe(Date.parse('2026-11-21T23:28:45Z'));
});

test('bars stand in the order in which they began, as long as they took', () => {
  const { bars, pauses, busyMs } = timelineOf([at('b', '2026-01-01T00:00:00.060Z', 40), at('a', '2026-01-01T00:00:00.000Z', 60)]);
  expect(bars.map((bar) => [bar.run.node, bar.offset, bar.start, bar.width])).toEqual([
    ['a', 0, 0, 0.6],
    ['b', 60, 0.6, 0.4],
  ]);
  expect([pauses.length, busyMs]).toEqual([0, 100]);
});

test('what runs beside another is no pause', () => {
  const { pauses, busyMs } = timelineOf([at('long', '2026-01-01T00:00:00Z', 1_000), at('short', '2026-01-01T00:00:00.100Z', 10), at('after', '2026-01-01T00:00:00.900Z', 200)]);
  expect([pauses.length, busyMs]).toEqual([0, 1_100]);
});

test('a long pause is drawn short, and says how long it was', () => {
  const { bars, pauses, busyMs } = timelineOf([at('a', '2026-01-01T00:00:00Z', 500), at('b', '2026-01-01T01:00:00Z', 500)]);
  expect(busyMs).toBe(1_000);
  expect(pauses).toEqual([{ at: expect.closeTo(0.5), ms: 3_599_500 }]);
  expect(bars[1]!.start).toBeCloseTo(580 / 1_080);
  expect(bars[1]!.offset).toBe(3_600_000);
});

test('nothing, and what took no time, have a timeline too', () => {
  expect(timelineOf([])).toEqual({ bars: [], pauses: [], busyMs: 0 });
  const [bar] = timelineOf([at('a', '2026-01-01T00:00:00Z', 0)]).bars;
  expect([bar!.start, bar!.width]).toEqual([0, 0]);
});
