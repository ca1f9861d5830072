import type { GraphModel } from './model';
import type { Place, Placing } from './placing';
import type { Settled } from './layout.worker';
import type { Unsettled } from './settling';

const ROOMY = 300;

/** The size of a node's dot: what is connected with much is larger, and all are smaller among many. */
export const sizeOf = (degree: number, count: number) => Math.min(15, 3 + 1.5 * Math.sqrt(degree)) * Math.min(1, (ROOMY / count) ** 0.28);

/** Lets what is loose find its place, in a worker that ends when nothing moves any more. Returns how to stop it. */
export function settle(model: GraphModel, { places, loose }: Placing, onPlaces: (places: ReadonlyMap<string, Place>, done: boolean) => void): () => void {
  // By id: the order has a part in where things end.
  const nodes = [...model.nodes].sort((one, other) => (one.id < other.id ? -1 : 1));
  const numbers = new Map(nodes.map(({ id }, index) => [id, index]));
  const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<Settled>) => {
    onPlaces(new Map(nodes.map(({ id }, index) => [id, { x: data.places[index * 2]!, y: data.places[index * 2 + 1]! }])), data.done);
    if (data.done) worker.terminate();
  };
  const unsettled: Unsettled = {
    places: Float32Array.from(nodes.flatMap(({ id }) => [places.get(id)!.x, places.get(id)!.y])),
    fixed: Uint8Array.from(nodes, ({ id }) => (loose.has(id) ? 0 : 1)),
    edges: Float32Array.from(model.edges.flatMap(({ a, b, strength }) => [numbers.get(a)!, numbers.get(b)!, strength])),
  };
  worker.postMessage(unsettled);
  return () => worker.terminate();
}
