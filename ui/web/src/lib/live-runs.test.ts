import type { WorkflowEvent } from '@cortex/contract';
import { expect, test } from 'vitest';
import { afterRunEvent, type LiveRuns } from './live-runs';

const of = (run_id: string) => ({ run_id, graph: 'digest', subject: 'daily 1' });
const told = (...events: WorkflowEvent[]) => events.reduce<LiveRuns>((runs, event, index) => afterRunEvent(runs, event, index * 100), new Map());

test('a run from its begin to its end', () => {
  const begun: WorkflowEvent[] = [
    { type: 'run_started', ...of('r') },
    { type: 'node_started', ...of('r'), node: 'collect', path: '' },
    { type: 'node_progress', ...of('r'), node: 'collect', path: '', text: 'read', done: 2, total: 3 },
    { type: 'node_failed', ...of('r'), node: 'collect', path: '', attempt: 1, error: 'slow', retry_in_ms: 10 },
  ];
  expect(told(...begun).get('r')).toMatchObject({ status: 'running', open: [{ node: 'collect', since: 100, note: 'read 2/3', attempt: 1, error: 'slow' }] });
  const figures = { node: 'collect', path: '', status: 'completed' as const, started_at: '2026-01-01T00:00:00Z', took_ms: 4, attempts: 2, cached: false, model: null, input_tokens: null, output_tokens: null, error: null };
  const ended = told(...begun, { type: 'node_finished', ...of('r'), figures }, { type: 'run_ended', ...of('r'), status: 'completed', question: null, error: null }).get('r');
  expect(ended).toMatchObject({ status: 'completed', open: [], ended: [figures] });
});

test('one that was under way before is known from then on', () => {
  expect(told({ type: 'node_started', ...of('r'), node: 'themes', path: '' }).get('r')).toMatchObject({ status: 'running', open: [{ node: 'themes' }] });
});

test('of those that ended only the latest are kept, and all that are under way', () => {
  const many = Array.from({ length: 60 }, (_, index) => [
    { type: 'run_started', ...of(`r${index}`) } as const,
    ...(index === 0 ? [] : [{ type: 'run_ended', ...of(`r${index}`), status: 'completed', question: null, error: null } as const]),
  ]).flat();
  const runs = told(...many);
  expect([runs.size, runs.has('r0'), runs.has('r1'), runs.has('r59')]).toEqual([40, true, false, true]);
});
