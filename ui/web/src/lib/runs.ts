import { runEventsPath, type WorkflowEvent, type WorkflowStatus } from '@cortex/contract';
import { queryOptions } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import { oneOf, textOf } from './address';
import { api, read } from './api';
import { useConnection } from './connection';
import { keys } from './keys';
import { afterRunEvent, type LiveRuns } from './live-runs';
import { Pace } from './pace';
import { queryClient } from './query-client';
import { renew } from './staleness';

/** What several features know of the runs of workflows. */
export interface RunFilters {
  readonly graph?: string | undefined;
  readonly state?: WorkflowStatus | undefined;
  readonly subject?: string | undefined;
}

export const runStates: readonly WorkflowStatus[] = ['running', 'waiting', 'completed', 'failed', 'cancelled'];

/** Takes what is known of an address, and leaves out the rest. */
export function readRunFilters(raw: Record<string, unknown>): RunFilters {
  const found: RunFilters = { graph: textOf(raw.graph), state: oneOf(raw.state, runStates), subject: textOf(raw.subject) };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

export const RUNS_A_PAGE = 100;

export const runPageQuery = (filters: RunFilters, page: number) =>
  queryOptions({
    queryKey: keys.runs(filters, page),
    queryFn: ({ signal }) => read(api.GET('/api/workflows/runs', { params: { query: { ...defined(filters), offset: page * RUNS_A_PAGE, limit: RUNS_A_PAGE } }, signal })),
  });

export const runQuery = (id: string) => queryOptions({ queryKey: keys.run(id), queryFn: ({ signal }) => read(api.GET('/api/workflows/runs/{id}', { params: { path: { id } }, signal })) });

// A program's graphs do not change while it runs.
export const graphsQuery = queryOptions({ queryKey: keys.graphs, staleTime: Infinity, queryFn: ({ signal }) => read(api.GET('/api/workflows', { signal })).then((found) => found.workflows) });

const defined = ({ graph, state, subject }: RunFilters) => ({ ...(graph !== undefined && { graph }), ...(state && { status: state }), ...(subject !== undefined && { subject }) });

export const useLiveRuns = create<{ readonly runs: LiveRuns }>()(() => ({ runs: new Map() }));

const MERGE_MS = 120;
const READ_MS = 350;
const LISTS_MS = 3_000;
const AGAIN_MS = 1_000;

/** Listens to what happens in runs while someone looks. Events come in bursts: they are taken, and the runs read anew, a few times a second. */
class RunFeed {
  private socket: WebSocket | null = null;
  private watchers = 0;
  private told: WorkflowEvent[] = [];
  private readonly stale = new Set<string>();
  private readonly taking = new Pace(MERGE_MS, MERGE_MS, () => this.takeIn());
  private readonly reading = new Pace(READ_MS, READ_MS, () => this.read());
  private readonly lists = new Pace(READ_MS, LISTS_MS, () => void renew(queryClient, keys.runLists));
  private again: ReturnType<typeof setTimeout> | undefined;

  watch(): () => void {
    this.watchers += 1;
    this.open();
    return () => {
      this.watchers -= 1;
      if (this.watchers === 0) this.close();
    };
  }

  private open(): void {
    if (this.socket || this.watchers === 0) return;
    const socket = new WebSocket(`ws://${location.host}${runEventsPath}`);
    this.socket = socket;
    // What happened before it listened.
    socket.onopen = () => void queryClient.invalidateQueries({ queryKey: keys.allRuns });
    socket.onmessage = (message) => this.take(JSON.parse(String(message.data)) as WorkflowEvent);
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.socket = null;
      this.forget();
      const retry = () => (useConnection.getState().state === 'online' ? this.open() : (this.again = setTimeout(retry, AGAIN_MS)));
      this.again = setTimeout(retry, AGAIN_MS);
    };
  }

  private close(): void {
    clearTimeout(this.again);
    const { socket } = this;
    this.socket = null;
    socket?.close();
    this.forget();
  }

  // Nothing of what was told may come in after this: its end would never be heard.
  private forget(): void {
    for (const pace of [this.taking, this.reading, this.lists]) pace.drop();
    this.told = [];
    this.stale.clear();
    useLiveRuns.setState({ runs: new Map() });
  }

  private take(event: WorkflowEvent): void {
    if (event.type === 'node_token') return;
    this.told.push(event);
    this.taking.ask();
    if (event.type === 'node_started' || event.type === 'node_progress') return;
    this.stale.add(event.run_id);
    this.reading.ask();
    this.lists.ask();
  }

  private takeIn(): void {
    const events = this.told.splice(0);
    const now = Date.now();
    useLiveRuns.setState(({ runs }) => ({ runs: events.reduce((known, one) => afterRunEvent(known, one, now), runs) }));
  }

  private read(): void {
    for (const id of this.stale) void renew(queryClient, keys.run(id));
    this.stale.clear();
  }
}

const feed = new RunFeed();

/** Follows the runs for as long as the component is there. */
export function useRunFeed(): LiveRuns {
  useEffect(() => feed.watch(), []);
  return useLiveRuns((now) => now.runs);
}
