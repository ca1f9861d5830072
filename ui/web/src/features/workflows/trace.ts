import type { WorkflowEdge, WorkflowGraph, WorkflowNodeRun, WorkflowRunDetail, WorkflowStatus } from '@cortex/contract';
import type { LiveRun } from '../../lib/live-runs';
import { instant } from './timeline';

/** What one node of a graph did in a run, all times together. */
export interface NodeTrace {
  readonly name: string;
  readonly runs: readonly WorkflowNodeRun[];
  /** Null: not taken. */
  readonly status: WorkflowStatus | null;
  readonly tookMs: number;
  readonly attempts: number;
  readonly cached: boolean;
  /** How far it says it is. */
  readonly note: string | null;
}

export interface Trace {
  readonly status: WorkflowStatus;
  /** In the order in which they ended; those at work are the last. */
  readonly runs: readonly WorkflowNodeRun[];
  readonly nodes: ReadonlyMap<string, NodeTrace>;
  /** The edges that were gone along, as `from to`. */
  readonly taken: ReadonlySet<string>;
}

export const edgeKey = ({ from, to }: Pick<WorkflowEdge, 'from' | 'to'>) => `${from} ${to}`;

type Known = Pick<WorkflowRunDetail, 'status' | 'nodes'>;

/** What a run did, as it is kept and as it was told since; `now` is when it is looked at. */
export function traceOf(graph: Pick<WorkflowGraph, 'nodes' | 'edges'>, kept: Known | undefined, live: LiveRun | undefined, now: number): Trace {
  // What is kept may be older than what was told: a job's part is written when it ends.
  const isLive = live?.status === 'running';
  const status = isLive ? 'running' : kept === undefined || kept.status === 'running' ? (live?.status ?? kept?.status ?? 'running') : kept.status;
  const runs = merged(kept?.nodes ?? [], live && (isLive || kept?.status !== 'completed') ? live : undefined, isLive, now);
  const notes = new Map(isLive ? live.open.map((open) => [open.node, open.note]) : []);
  const byName = grouped(runs, (run) => run.node);
  const nodes = new Map(graph.nodes.map(({ name }) => [name, nodeOf(name, byName.get(name) ?? [], notes.get(name) ?? null)]));
  return { status, runs, nodes, taken: takenOf(graph, runs, status) };
}

function grouped(runs: readonly WorkflowNodeRun[], by: (run: WorkflowNodeRun) => string): Map<string, WorkflowNodeRun[]> {
  const groups = new Map<string, WorkflowNodeRun[]>();
  for (const run of runs) groups.set(by(run), [...(groups.get(by(run)) ?? []), run]);
  return groups;
}

const keyOf = (run: WorkflowNodeRun) => `${run.path} ${run.node} ${Math.floor(instant(run.started_at))}`;

function merged(kept: readonly WorkflowNodeRun[], live: LiveRun | undefined, isLive: boolean, now: number): WorkflowNodeRun[] {
  // What waited or was cut off goes on in another try.
  const before = isLive ? kept.filter((run) => run.status === 'completed' || run.status === 'failed') : kept;
  const known = new Set(before.map(keyOf));
  const told = live?.ended.filter((run) => !known.has(keyOf(run))) ?? [];
  const open = isLive && live ? live.open.map((node): WorkflowNodeRun => ({ node: node.node, path: node.path, status: 'running', started_at: new Date(node.since).toISOString(), took_ms: Math.max(0, now - node.since), attempts: node.attempt + 1, cached: false, model: null, input_tokens: null, output_tokens: null, error: node.error })) : [];
  return [...before, ...told, ...open];
}

function nodeOf(name: string, runs: readonly WorkflowNodeRun[], note: string | null): NodeTrace {
  const last = runs.at(-1);
  return {
    name,
    runs,
    note,
    // A node that failed and then went well went well.
    status: runs.some((run) => run.status === 'running') ? 'running' : (last?.status ?? null),
    tookMs: runs.reduce((sum, run) => sum + run.took_ms, 0),
    attempts: runs.reduce((most, run) => Math.max(most, run.attempts), 0),
    cached: runs.some((run) => run.cached === true),
  };
}

/** Which edges were gone along: within each walk from node to node, and into and out of what a fork began. */
function takenOf(graph: Pick<WorkflowGraph, 'edges'>, runs: readonly WorkflowNodeRun[], status: WorkflowStatus): Set<string> {
  const edges = new Set(graph.edges.map(edgeKey));
  const taken = new Set<string>();
  const take = (from: string | undefined, to: string | undefined) => {
    if (from !== undefined && to !== undefined && edges.has(`${from} ${to}`)) taken.add(`${from} ${to}`);
  };
  const walks = grouped(runs, (run) => run.path);
  const first = (path: string) => walks.get(path)?.[0]?.node;
  for (const [path, walk] of walks) {
    walk.slice(1).forEach((run, index) => take(walk[index]!.node, run.node));
    const fork = /(?:^|\/)([^/@]+)@\d+\/[^/]+$/.exec(path)?.[1];
    if (fork === undefined) continue;
    take(fork, first(path));
    const outer = walks.get(path.replace(/\/?[^/@]+@\d+\/[^/]+$/, '')) ?? [];
    const at = outer.findIndex((run) => run.node === fork);
    if (at >= 0) take(walk.at(-1)!.node, outer[at + 1]?.node);
  }
  take('start', first(''));
  if (status === 'completed') take(walks.get('')?.at(-1)?.node, 'end');
  return taken;
}
