import type { WorkflowEvent, WorkflowNodeRun, WorkflowStatus } from '@cortex/contract';

/** A node that is at work. */
interface OpenNode {
  readonly node: string;
  readonly path: string;
  /** When it was told to have begun, by this machine's clock, in milliseconds. */
  readonly since: number;
  /** How far it says it is. */
  readonly note: string | null;
  /** Of the attempts that failed so far, the last. */
  readonly attempt: number;
  readonly error: string | null;
}

/** What was told of a run, from when this page began to listen. */
export interface LiveRun {
  readonly id: string;
  readonly graph: string;
  readonly subject: string | null;
  readonly since: number;
  readonly status: WorkflowStatus;
  readonly error: string | null;
  readonly open: readonly OpenNode[];
  readonly ended: readonly WorkflowNodeRun[];
}

export type LiveRuns = ReadonlyMap<string, LiveRun>;

const KEPT = 40;

const same = (one: { readonly node: string; readonly path: string }, other: { readonly node: string; readonly path: string }) => one.node === other.node && one.path === other.path;

/** What is known of the runs after an event; of those that ended, the latest are kept. */
export function afterRunEvent(runs: LiveRuns, event: WorkflowEvent, now: number): LiveRuns {
  const known = runs.get(event.run_id) ?? { id: event.run_id, graph: event.graph, subject: event.subject, since: now, status: 'running', error: null, open: [], ended: [] };
  const next = new Map(runs).set(event.run_id, changed(known, event, now));
  for (const [id, run] of next) {
    if (next.size <= KEPT) break;
    if (run.status !== 'running') next.delete(id);
  }
  return next;
}

function changed(run: LiveRun, event: WorkflowEvent, now: number): LiveRun {
  const open = (node: OpenNode) => [...run.open.filter((other) => !same(other, node)), node];
  switch (event.type) {
    case 'run_started':
      return { ...run, since: now, status: 'running', error: null, open: [] };
    case 'node_started':
      return { ...run, open: open({ node: event.node, path: event.path, since: now, note: null, attempt: 0, error: null }) };
    case 'node_progress': {
      const note = event.done !== null && event.total !== null ? `${event.text} ${event.done}/${event.total}` : event.text;
      return { ...run, open: run.open.map((node) => (same(node, event) ? { ...node, note } : node)) };
    }
    case 'node_failed':
      return { ...run, open: run.open.map((node) => (same(node, event) ? { ...node, attempt: event.attempt, error: event.error } : node)) };
    case 'node_finished':
      return { ...run, open: run.open.filter((node) => !same(node, event.figures)), ended: [...run.ended, event.figures] };
    case 'run_ended':
      return { ...run, status: event.status, error: event.error, open: [] };
    case 'node_token':
      return run;
    default:
      return unknownEvent(run, event);
  }
}

// A newer server may tell more than this build knows.
const unknownEvent = (run: LiveRun, _event: never): LiveRun => run;
