import type { WorkflowNodeRun, WorkflowStatus } from '@cortex/contract';
import { expect, test } from 'vitest';
import type { LiveRun } from '../../lib/live-runs';
import graphs from './graphs.fixture.json';
import { traceOf } from './trace';

let clock = 0;
const ran = (node: string, path = '', change: Partial<WorkflowNodeRun> = {}): WorkflowNodeRun => ({ node, path, status: 'completed', started_at: new Date(Date.UTC(2026, 0, 1) + (clock += 10)).toISOString(), took_ms: 5, attempts: 1, cached: false, model: null, input_tokens: null, output_tokens: null, error: null, ...change });
const kept = (status: WorkflowStatus, ...nodes: WorkflowNodeRun[]) => ({ status, nodes });
const live = (change: Partial<LiveRun>): LiveRun => ({ id: 'r', graph: 'processing', subject: 'i', since: 0, status: 'running', error: null, open: [], ended: [], ...change });

test('a fork is gone into by each branch and left to where they meet', () => {
  const [extract, embed] = ['understand@1/extract', 'understand@1/embed'];
  const run = kept('completed', ran('classify'), ran('parse'), ran('chunk'), ran('extract', extract), ran('validate', extract), ran('store', extract), ran('embed', embed), ran('understand'), ran('connect'));
  const { taken, nodes } = traceOf(graphs.processing, run, undefined, 0);
  expect([...taken].sort()).toEqual(graphs.processing.edges.filter((edge) => edge.from !== 'validate' || edge.to !== 'extract').map((edge) => `${edge.from} ${edge.to}`).sort());
  expect(nodes.get('embed')!.status).toBe('completed');
});

test('a loop counts its turns, and what was not taken has no status', () => {
  const run = kept('completed', ran('resolve'), ran('retrieve'), ran('grade'), ran('rewrite'), ran('retrieve', '', { attempts: 2 }), ran('grade'), ran('answer'));
  const { taken, nodes } = traceOf(graphs.rag_chat, run, undefined, 0);
  expect(nodes.get('retrieve')).toMatchObject({ attempts: 2, tookMs: 10, status: 'completed' });
  expect(nodes.get('retrieve')!.runs).toHaveLength(2);
  expect(nodes.get('generate')!.status).toBeNull();
  expect(taken.has('rewrite retrieve')).toBe(true);
  expect(taken.has('rewrite answer')).toBe(false);
});

test('a run that is under way has what it was told of since', () => {
  const parse = ran('parse');
  const told = live({ ended: [ran('chunk'), parse], open: [{ node: 'understand', path: '', since: 1_000, note: '2/3', attempt: 1, error: 'slow' }] });
  const { status, nodes, runs } = traceOf(graphs.processing, kept('waiting', ran('classify'), parse), told, 1_250);
  expect(status).toBe('running');
  expect(runs.map((run) => run.node)).toEqual(['classify', 'parse', 'chunk', 'understand']);
  expect(nodes.get('understand')).toMatchObject({ status: 'running', tookMs: 250, attempts: 2, note: '2/3' });
});

test('what is kept has the last word once it has ended', () => {
  const { status, runs } = traceOf(graphs.digest, kept('failed', ran('collect', '', { status: 'failed', error: 'no' })), live({ status: 'completed' }), 0);
  expect([status, runs.length]).toEqual(['failed', 1]);
});

test('before anything is kept there is what was told', () => {
  const { status, nodes } = traceOf(graphs.digest, undefined, live({ open: [{ node: 'collect', path: '', since: 0, note: null, attempt: 0, error: null }] }), 5);
  expect([status, nodes.get('collect')!.status]).toEqual(['running', 'running']);
});
