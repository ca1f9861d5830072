import iterate from 'graphology-layout-forceatlas2/iterate';

/** What the worker is told: nodes by number. */
export interface Unsettled {
  /** x and y of each. */
  readonly places: Float32Array;
  /** 1: stays where it is. */
  readonly fixed: Uint8Array;
  /** One node's number, the other's, the strength. */
  readonly edges: Float32Array;
}

// The matrices of ForceAtlas2, as its `iterate` wants them.
const PER_NODE = 10;
const PER_EDGE = 3;
const [X, Y, MASS, CONVERGENCE, FIXED] = [0, 1, 6, 7, 9];

const MANY = 1_000;
// Less than this share of the whole width in a step, on average: nobody sees it.
const STILL = 0.0003;

/** ForceAtlas2 in steps, until nothing moves that could be seen. The same beginning always ends the same. */
export class Settling {
  private readonly nodes: Float32Array;
  private readonly edges: Float32Array;
  private readonly settings: object;
  private readonly most: number;
  private steps = 0;
  done = false;

  constructor({ places, fixed, edges }: Unsettled) {
    const count = fixed.length;
    this.nodes = new Float32Array(count * PER_NODE);
    for (let index = 0; index < count; index += 1) {
      const at = index * PER_NODE;
      this.nodes[at + X] = places[index * 2]!;
      this.nodes[at + Y] = places[index * 2 + 1]!;
      this.nodes[at + MASS] = 1;
      this.nodes[at + CONVERGENCE] = 1;
      this.nodes[at + FIXED] = fixed[index]!;
    }
    this.edges = new Float32Array(edges.length);
    for (let at = 0; at < edges.length; at += PER_EDGE) {
      const [from, to, weight] = [edges[at]! * PER_NODE, edges[at + 1]! * PER_NODE, edges[at + 2]!];
      this.edges.set([from, to, weight], at);
      this.nodes[from + MASS]! += weight;
      this.nodes[to + MASS]! += weight;
    }
    this.most = count > MANY ? 240 : 600;
    this.settings = {
      linLogMode: false,
      outboundAttractionDistribution: false,
      // With it, whole groups end on one line.
      adjustSizes: false,
      edgeWeightInfluence: 1,
      scalingRatio: 12,
      strongGravityMode: true,
      gravity: 0.06,
      slowDown: 1,
      barnesHutOptimize: count > MANY,
      barnesHutTheta: 0.8,
    };
    this.done = count < 2;
  }

  step(): void {
    if (this.done) return;
    const before = this.places();
    iterate(this.settings, this.nodes, this.edges);
    const after = this.places();
    let [moved, widest] = [0, 1];
    for (let at = 0; at < after.length; at += 1) {
      moved += Math.abs(after[at]! - before[at]!);
      widest = Math.max(widest, Math.abs(after[at]!));
    }
    this.steps += 1;
    this.done = this.steps >= this.most || moved / after.length < STILL * widest;
  }

  places(): Float32Array {
    const places = new Float32Array((this.nodes.length / PER_NODE) * 2);
    for (let at = 0; at < places.length; at += 2) {
      places[at] = this.nodes[(at / 2) * PER_NODE + X]!;
      places[at + 1] = this.nodes[(at / 2) * PER_NODE + Y]!;
    }
    return places;
  }
}
