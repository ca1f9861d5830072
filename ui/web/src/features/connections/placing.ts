import type { GraphModel } from './model';

export interface Place {
  readonly x: number;
  readonly y: number;
}

const SPREAD = 60;
const NEAR = 12;
// With more new ones than this share, what was there is no frame for them any more.
const MOST_NEW = 0.5;

/** Two numbers from 0 to 1 that are always the same for the same text. */
function chance(text: string): [number, number] {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  const next = () => {
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
    return ((hash ^= hash >>> 15) >>> 0) / 2 ** 32;
  };
  return [next(), next()];
}

function around(centre: Place, radius: number, id: string): Place {
  const [turn, reach] = chance(id);
  const [angle, distance] = [turn * 2 * Math.PI, Math.sqrt(reach) * radius];
  return { x: centre.x + Math.cos(angle) * distance, y: centre.y + Math.sin(angle) * distance };
}

export interface Placing {
  readonly places: ReadonlyMap<string, Place>;
  /** The ids that are to find their place; the others stay where they are. */
  readonly loose: ReadonlySet<string>;
}

/** Where a layout begins: what has a place keeps it unless its layout was cut off, what is new begins beside those that it is connected with. The same library always begins the same. */
export function place(model: GraphModel, known: ReadonlyMap<string, Place>, unsettled: ReadonlySet<string>): Placing {
  const places = new Map<string, Place>();
  for (const { id } of model.nodes) {
    const place = known.get(id);
    if (place) places.set(id, place);
  }
  const added = model.nodes.filter(({ id }) => !known.has(id));
  for (const { id } of added) {
    const near = [...(model.neighbours.get(id) ?? [])].map((other) => places.get(other)).filter((other) => other !== undefined);
    const centre = { x: mean(near.map((other) => other.x)), y: mean(near.map((other) => other.y)) };
    places.set(id, near.length > 0 ? around(centre, NEAR, id) : around(centre, SPREAD * Math.sqrt(model.nodes.length), id));
  }
  const loose = model.nodes.filter(({ id }) => !known.has(id) || unsettled.has(id));
  const all = loose.length > model.nodes.length * MOST_NEW;
  return { places, loose: new Set((all ? model.nodes : loose).map(({ id }) => id)) };
}

const mean = (values: readonly number[]) => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);

export interface Box {
  readonly x: [number, number];
  readonly y: [number, number];
}

export function boxOf(places: Iterable<Place>): Box {
  const box: Box = { x: [Infinity, -Infinity], y: [Infinity, -Infinity] };
  for (const { x, y } of places) {
    box.x[0] = Math.min(box.x[0], x);
    box.x[1] = Math.max(box.x[1], x);
    box.y[0] = Math.min(box.y[0], y);
    box.y[1] = Math.max(box.y[1], y);
  }
  return box;
}
