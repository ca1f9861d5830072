import type { WorkflowNodeRun } from '@cortex/contract';

export interface Bar {
  readonly run: WorkflowNodeRun;
  /** Milliseconds after the first. */
  readonly offset: number;
  /** Of the whole width, from 0 to 1. */
  readonly start: number;
  readonly width: number;
}

export interface Pause {
  /** Where it stands, from 0 to 1. */
  readonly at: number;
  readonly ms: number;
}

export interface Timeline {
  readonly bars: readonly Bar[];
  /** In which nothing was at work, such as between the jobs of an item; drawn short. */
  readonly pauses: readonly Pause[];
  /** In which something was, in milliseconds. */
  readonly busyMs: number;
}

/** Pauses longer than this part of the work are drawn as long as it. */
const LONGEST_PAUSE = 0.08;
/** What is shorter is the writing of a checkpoint. */
const LEAST_PAUSE_MS = 20;

/** In milliseconds; JSON carries finer parts than `Date` reads. */
export function instant(iso: string): number {
  const [, fraction = ''] = /\.(\d+)/.exec(iso) ?? [];
  const finer = fraction.slice(3);
  return Date.parse(iso) + (finer ? Number(`0.${finer}`) : 0);
}

/** One bar for each thing that a node did, in the order in which they began. */
export function timelineOf(runs: readonly WorkflowNodeRun[]): Timeline {
  const spans = runs
    .map((run, index) => ({ run, index, from: instant(run.started_at), to: instant(run.started_at) + Math.max(0, run.took_ms) }))
    .sort((one, other) => one.from - other.from || one.index - other.index);
  const first = spans[0];
  if (!first) return { bars: [], pauses: [], busyMs: 0 };

  const gaps: { readonly from: number; readonly ms: number }[] = [];
  let end = first.from;
  for (const span of spans) {
    if (span.from - end > LEAST_PAUSE_MS) gaps.push({ from: end, ms: span.from - end });
    end = Math.max(end, span.to);
  }
  const busyMs = end - first.from - gaps.reduce((sum, gap) => sum + gap.ms, 0);
  const longest = busyMs * LONGEST_PAUSE;
  const shortened = gaps.filter((gap) => gap.ms > longest);
  // Where a moment stands once the long pauses are short.
  const drawn = (at: number) => at - first.from - shortened.reduce((sum, gap) => sum + (at >= gap.from + gap.ms ? gap.ms - longest : 0), 0);
  const whole = Math.max(drawn(end), Number.MIN_VALUE);
  return {
    bars: spans.map(({ run, from, to }) => ({ run, offset: from - first.from, start: drawn(from) / whole, width: (drawn(to) - drawn(from)) / whole })),
    pauses: shortened.map((gap) => ({ at: (drawn(gap.from) + longest / 2) / whole, ms: gap.ms })),
    busyMs,
  };
}
