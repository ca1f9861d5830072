import type { WorkflowGraph } from '@cortex/contract';

export const NODE = { width: 162, height: 42 } as const;
const END_SIZE = 14;
const BEND_WIDTH = 14;
const ACROSS = 14;
const BETWEEN = 34;
const LANE = 12;
const CORNER = 7;
/** From the middle of a node to where what leads back leaves and comes in. */
const BESIDE = 34;
const SWEEPS = 12;

export interface PlacedNode {
  readonly name: string;
  readonly kind: string;
  /** Its middle. */
  readonly x: number;
  readonly top: number;
  readonly layer: number;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly back: boolean;
  /** Of an SVG path. */
  readonly path: string;
  /** Where its arrow points at, from above. */
  readonly tip: readonly [number, number];
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

interface Place {
  readonly key: string;
  readonly layer: number;
  readonly width: number;
  /** Stands for an edge that passes through. */
  readonly bend: boolean;
  x: number;
}

const isEnd = (name: string) => name === 'start' || name === 'end';
const heightOf = (name: string) => (isEnd(name) ? END_SIZE : NODE.height);

/** Places a graph in layers from top to bottom. The same graph always has the same drawing. */
export function drawingOf({ nodes, edges }: Pick<WorkflowGraph, 'nodes' | 'edges'>): Drawing {
  const names = ['start', ...nodes.map((node) => node.name), 'end'];
  const kinds = new Map(nodes.map((node) => [node.name, node.kind]));
  const back = new Set(backEdges(names, edges));
  const forward = edges.filter((edge) => !back.has(edge));
  const layers = layersOf(names, forward);

  // Long edges pass through a bend in every layer between; those to one node share them.
  const places = new Map<string, Place>();
  for (const name of names) places.set(name, { key: name, layer: layers.get(name)!, width: isEnd(name) ? END_SIZE : NODE.width, bend: false, x: 0 });
  const links = new Map<string, readonly [Place, Place]>();
  const routes = new Map<(typeof edges)[number], readonly Place[]>();
  for (const edge of forward) {
    const route = [places.get(edge.from)!];
    for (let layer = layers.get(edge.from)! + 1; layer < layers.get(edge.to)!; layer += 1) {
      const key = `${edge.to}@${layer}`;
      if (!places.has(key)) places.set(key, { key, layer, width: BEND_WIDTH, bend: true, x: 0 });
      route.push(places.get(key)!);
    }
    route.push(places.get(edge.to)!);
    routes.set(edge, route);
    route.slice(1).forEach((place, index) => links.set(`${route[index]!.key} ${place.key}`, [route[index]!, place]));
  }

  const leadsBack = new Set([...back].map((edge) => edge.from));
  const rows = rowsOf([...places.values()], [...links.values()], leadsBack);
  settle(rows, [...links.values()]);

  const left = Math.min(...[...places.values()].map((place) => place.x - place.width / 2));
  const right = Math.max(...[...places.values()].map((place) => place.x + place.width / 2)) - left;
  for (const place of places.values()) place.x = Math.round(place.x - left);
  const tops: number[] = [];
  const heights = rows.map((row) => Math.max(...row.map((place) => (place.bend ? 0 : heightOf(place.key)))));
  heights.reduce((top, height, layer) => {
    tops[layer] = top;
    return top + height + BETWEEN;
  }, 2);

  const placed: PlacedNode[] = names.map((name) => ({ name, kind: kinds.get(name) ?? name, x: places.get(name)!.x, top: tops[layers.get(name)!]!, layer: layers.get(name)! }));
  const at = new Map(placed.map((node) => [node.name, node]));
  const lanes = lanesOf([...back], layers);
  const drawn = edges.map((edge): PlacedEdge => {
    const [from, to] = [at.get(edge.from)!, at.get(edge.to)!];
    if (back.has(edge)) return { ...edge, back: true, ...around(from, to, right + 10 + lanes.get(edge.to)! * LANE) };
    const route = routes.get(edge)!;
    let [x, y] = [from.x, from.top + heightOf(from.name)];
    let path = `M${x} ${y}`;
    for (const place of route.slice(1)) {
      const top = tops[place.layer]!;
      path += `C${x} ${(y + top) / 2} ${place.x} ${(y + top) / 2} ${place.x} ${top}`;
      [x, y] = [place.x, top];
      if (!place.bend) continue;
      y = top + heights[place.layer]!;
      path += `V${y}`;
    }
    return { ...edge, back: false, path, tip: [to.x, to.top] };
  });
  const mostLanes = lanes.size === 0 ? 0 : 10 + Math.max(...lanes.values()) * LANE + 4;
  return { width: Math.ceil(right + mostLanes), height: tops.at(-1)! + heights.at(-1)! + 2, nodes: placed, edges: drawn };
}

/** Those that lead to a node that is still being walked through, in the order of the graph. */
function backEdges<Edge extends { readonly from: string; readonly to: string }>(names: readonly string[], edges: readonly Edge[]): Edge[] {
  const state = new Map<string, 'open' | 'done'>();
  const back: Edge[] = [];
  const walk = (name: string) => {
    state.set(name, 'open');
    for (const edge of edges.filter((one) => one.from === name)) {
      if (state.get(edge.to) === 'open') back.push(edge);
      else if (!state.has(edge.to)) walk(edge.to);
    }
    state.set(name, 'done');
  };
  for (const name of names) if (!state.has(name)) walk(name);
  return back;
}

/** As far down as the longest way there. */
function layersOf(names: readonly string[], forward: readonly { readonly from: string; readonly to: string }[]): Map<string, number> {
  const layers = new Map<string, number>();
  const layer = (name: string): number => {
    const known = layers.get(name);
    if (known !== undefined) return known;
    const before = forward.filter((edge) => edge.to === name).map((edge) => layer(edge.from));
    const found = before.length === 0 ? 0 : Math.max(...before) + 1;
    layers.set(name, found);
    return found;
  };
  names.forEach(layer);
  const last = Math.max(...layers.values());
  if (layers.get('end') !== undefined) layers.set('end', last === layers.get('end') ? last : last + 1);
  return layers;
}

// What leads back stands at the outside, where its way is; then each goes to the middle of those above or below it.
function rowsOf(places: readonly Place[], links: readonly (readonly [Place, Place])[], leadsBack: ReadonlySet<string>): Place[][] {
  const rows: Place[][] = [];
  for (const place of places) (rows[place.layer] ??= []).push(place);
  const rank = (place: Place) => (place.bend ? 1 : leadsBack.has(place.key) ? 2 : 0);
  for (const row of rows) row.sort((one, other) => rank(one) - rank(other));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : [...rows].reverse()) {
      const middles = new Map(
        row.map((place, index) => {
          const near = links.filter((link) => link[down ? 1 : 0] === place).map((link) => link[down ? 0 : 1]);
          return [place, near.length === 0 ? index : near.reduce((sum, other) => sum + rows[other.layer]!.indexOf(other), 0) / near.length] as const;
        }),
      );
      const before = [...row];
      row.sort((one, other) => middles.get(one)! - middles.get(other)! || before.indexOf(one) - before.indexOf(other));
    }
  }
  return rows;
}

// Each row as near to what it is linked with as its order and its widths let it.
function settle(rows: readonly Place[][], links: readonly (readonly [Place, Place])[]): void {
  for (let sweep = 0; sweep < SWEEPS * 2; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : [...rows].reverse()) {
      const wanted = row.map((place) => {
        const near = links.filter((link) => link[down ? 1 : 0] === place).map((link) => link[down ? 0 : 1].x);
        return near.length === 0 ? place.x : near.reduce((sum, x) => sum + x, 0) / near.length;
      });
      spread(row, wanted).forEach((x, index) => {
        row[index]!.x = x;
      });
    }
  }
}

// The least moves that keep the order and the distances: neighbours that would overlap move as one.
function spread(row: readonly Place[], wanted: readonly number[]): number[] {
  const offsets: number[] = [];
  row.forEach((place, index) => {
    offsets.push(index === 0 ? 0 : offsets[index - 1]! + (row[index - 1]!.width + place.width) / 2 + ACROSS);
  });
  const groups: { sum: number; count: number }[] = [];
  wanted.forEach((x, index) => {
    groups.push({ sum: x - offsets[index]!, count: 1 });
    while (groups.length > 1 && groups.at(-2)!.sum / groups.at(-2)!.count > groups.at(-1)!.sum / groups.at(-1)!.count) {
      const last = groups.pop()!;
      groups.at(-1)!.sum += last.sum;
      groups.at(-1)!.count += last.count;
    }
  });
  return groups.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count)).map((x, index) => x + offsets[index]!);
}

// What leads back to one node has one lane beside the graph; lanes whose ways do not meet are one.
function lanesOf(back: readonly { readonly from: string; readonly to: string }[], layers: ReadonlyMap<string, number>): Map<string, number> {
  const ways = new Map<string, { top: number; bottom: number }>();
  for (const { from, to } of back) ways.set(to, { top: layers.get(to)!, bottom: Math.max(layers.get(from)!, ways.get(to)?.bottom ?? 0) });
  const lanes = new Map<string, number>();
  for (const [to, way] of [...ways].sort(([, one], [, other]) => one.bottom - one.top - (other.bottom - other.top))) {
    let lane = 0;
    while ([...lanes].some(([other, taken]) => taken === lane && ways.get(other)!.top <= way.bottom && ways.get(other)!.bottom >= way.top)) lane += 1;
    lanes.set(to, lane);
  }
  return lanes;
}

// Out below, up beside the graph, and in from above.
function around(from: PlacedNode, to: PlacedNode, lane: number): Pick<PlacedEdge, 'path' | 'tip'> {
  const [x, y, endX] = [from.x + BESIDE, from.top + NODE.height, to.x + BESIDE];
  const [below, above, r] = [y + 11, to.top - 15, CORNER];
  const path = `M${x} ${y}V${below - r}q0 ${r} ${r} ${r}H${lane - r}q${r} 0 ${r} ${-r}V${above + r}q0 ${-r} ${-r} ${-r}H${endX + r}q${-r} 0 ${-r} ${r}V${to.top}`;
  return { path, tip: [endX, to.top] };
}
