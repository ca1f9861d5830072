import type { WorkflowGraph } from '@cortex/contract';
import { useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../lib/format';
import { useRunNames } from '../../lib/run-names';
import { drawingOf, NODE, type Drawing, type PlacedEdge, type PlacedNode } from './layout';
import { StatusIcon } from './Status';
import { edgeKey, type NodeTrace, type Trace } from './trace';

interface Props {
  readonly graph: WorkflowGraph;
  readonly trace: Trace;
  readonly selected: string | null;
  readonly list: RefObject<HTMLOListElement | null>;
  onSelect(node: string): void;
}

/** A run as its graph: what was come to is in ink, the rest is faint. */
export function GraphView({ graph, trace, selected, list, onSelect }: Props) {
  const { t } = useTranslation();
  const names = useRunNames();
  const drawing = useMemo(() => drawingOf(graph), [graph]);
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const steps = drawing.nodes.filter((node) => node.kind !== 'start' && node.kind !== 'end').sort((one, other) => one.layer - other.layer || one.x - other.x);
  const onKey = (event: KeyboardEvent) => {
    const now = steps.find((node) => buttons.current.get(node.name) === document.activeElement);
    const next = now && neighbour(steps, now, event.key);
    if (!next) return;
    event.preventDefault();
    buttons.current.get(next.name)?.focus();
  };
  // What was gone along is drawn over the rest.
  const edges = [...drawing.edges].sort((one, other) => Number(trace.taken.has(edgeKey(one))) - Number(trace.taken.has(edgeKey(other))));
  return (
    <div className="-m-1 overflow-x-auto p-1">
      <div className="relative" style={{ width: drawing.width, height: drawing.height }}>
        <svg aria-hidden width={drawing.width} height={drawing.height} className="absolute inset-0 rtl:-scale-x-100">
          {edges.map((edge) => (
            <Edge key={edgeKey(edge)} edge={edge} taken={trace.taken.has(edgeKey(edge))} />
          ))}
          <Ends drawing={drawing} trace={trace} />
        </svg>
        <ol ref={list} aria-label={t('workflows.steps')} onKeyDown={onKey}>
          {steps.map((node) => {
            const leads = graph.edges.filter((edge) => edge.from === node.name && edge.to !== 'end').map((edge) => names.node(edge.to));
            return (
              <li key={node.name} className="absolute" style={{ insetInlineStart: node.x - NODE.width / 2, top: node.top, width: NODE.width, height: NODE.height }}>
                <Node
                  trace={trace.nodes.get(node.name)!}
                  leads={leads}
                  selected={selected === node.name}
                  onSelect={() => onSelect(node.name)}
                  register={(button) => {
                    if (button) buttons.current.set(node.name, button);
                  }}
                />
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}

function neighbour(steps: readonly PlacedNode[], from: PlacedNode, key: string): PlacedNode | undefined {
  const rtl = document.documentElement.dir === 'rtl';
  const nearest = (nodes: readonly PlacedNode[]) => [...nodes].sort((one, other) => Math.abs(one.layer - from.layer) - Math.abs(other.layer - from.layer) || Math.abs(one.x - from.x) - Math.abs(other.x - from.x))[0];
  switch (key) {
    case 'ArrowDown':
      return nearest(steps.filter((node) => node.layer > from.layer));
    case 'ArrowUp':
      return nearest(steps.filter((node) => node.layer < from.layer));
    case 'ArrowLeft':
    case 'ArrowRight': {
      const after = (key === 'ArrowRight') !== rtl;
      return nearest(steps.filter((node) => node.layer === from.layer && (after ? node.x > from.x : node.x < from.x)));
    }
    default:
      return undefined;
  }
}

function Edge({ edge, taken }: { readonly edge: PlacedEdge; readonly taken: boolean }) {
  const [x, y] = edge.tip;
  const ink = taken ? 'var(--ink-2)' : 'var(--line-strong)';
  return (
    <g>
      <path d={edge.path} fill="none" stroke={ink} strokeWidth={taken ? 1.6 : 1} {...(!taken && { strokeDasharray: '3 3' })} />
      <path d={`M${x - 4} ${y - 6.5}L${x} ${y - 0.5}L${x + 4} ${y - 6.5}`} fill="none" stroke={ink} strokeWidth={taken ? 1.6 : 1} strokeLinecap="round" strokeLinejoin="round" />
    </g>
  );
}

function Ends({ drawing, trace }: { readonly drawing: Drawing; readonly trace: Trace }) {
  return drawing.nodes
    .filter((node) => node.kind === 'start' || node.kind === 'end')
    .map((node) => {
      const reached = node.kind === 'start' || trace.status === 'completed';
      return <circle key={node.name} cx={node.x} cy={node.top + 7} r={node.kind === 'start' ? 4 : 5} fill={reached && node.kind === 'start' ? 'var(--ink-2)' : 'var(--background)'} stroke={reached ? 'var(--ink-2)' : 'var(--line-strong)'} strokeWidth={node.kind === 'start' ? 1 : 3} />;
    });
}

interface NodeProps {
  readonly trace: NodeTrace;
  readonly leads: readonly string[];
  readonly selected: boolean;
  onSelect(): void;
  register(button: HTMLButtonElement | null): void;
}

const looks = {
  running: 'border-accent bg-tint text-on-tint',
  waiting: 'border-line-strong bg-raised',
  completed: 'border-ink-3 bg-raised',
  failed: 'border-bad bg-raised',
  cancelled: 'border-line-strong bg-raised',
};

function Node({ trace, leads, selected, onSelect, register }: NodeProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const names = useRunNames();
  const { status, runs } = trace;
  const facts = [
    status === 'failed' ? t('workflows.status.failed') : runs.length > 0 ? formats.duration(trace.tookMs) : null,
    runs.length > 1 ? t('workflows.times', { count: runs.length }) : null,
    trace.attempts > 1 ? t('workflows.attempts', { count: trace.attempts }) : null,
    trace.cached ? t('workflows.cached') : null,
    trace.note,
  ].filter(Boolean);
  return (
    <button
      ref={register}
      type="button"
      aria-pressed={selected}
      title={names.node(trace.name)}
      onClick={onSelect}
      className={`flex size-full items-center gap-1.5 rounded-lg border px-2 text-start ${status ? looks[status] : 'border-dashed border-line-strong bg-background text-ink-3'} ${selected ? 'ring-2 ring-accent' : 'hover:bg-panel'}`}
    >
      <StatusIcon status={status} />
      <span className="min-w-0 flex-1 leading-[1.25]">
        <span className={`block truncate text-xs ${status ? 'font-[560]' : ''}`}>{names.node(trace.name)}</span>
        {facts.length > 0 && <span className={`tabular block truncate text-2xs ${status === 'failed' ? 'text-bad' : status === 'running' ? '' : 'text-ink-2'}`}>{facts.join(' · ')}</span>}
      </span>
      <span className="sr-only">
        {status ? t(`workflows.status.${status}`) : t('workflows.notTaken')}
        {leads.length > 0 && `. ${t('workflows.leadsTo', { names: leads.join(', ') })}`}
      </span>
    </button>
  );
}
