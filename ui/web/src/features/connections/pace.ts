/** How many nodes are drawn at each pace; the edges are those between them. */
const DRAWN = [Infinity, 1_500, 500] as const;
const FRAMES = 24;
const SLOW_MS = 45;
// A tab that was away is not slow.
const AWAY_MS = 1_000;
// Fewer that are not faster by this much: it is not the nodes that make it slow.
const WORTH = 0.8;

/** Watches the frames while the drawing moves, and draws fewer nodes where they come slowly and that helps. */
export class Pace {
  private frames: number[] = [];
  private level = 0;
  /** What it was with more nodes; null: told whether fewer help. */
  private before: number | null = null;
  private decided = false;

  get drawn(): number {
    return DRAWN[this.level]!;
  }

  /** Takes the time of a frame with so many nodes; true where from now on another number is drawn. */
  frame(milliseconds: number, nodes: number): boolean {
    if (milliseconds > AWAY_MS || this.decided) return false;
    this.frames.push(milliseconds);
    if (this.frames.length < FRAMES) return false;
    const middle = this.frames.sort((one, other) => one - other)[FRAMES / 2]!;
    this.frames = [];
    if (this.before !== null && middle > this.before * WORTH) {
      this.decided = true;
      this.level -= 1;
      return true;
    }
    this.before = null;
    const next = DRAWN[this.level + 1];
    if (middle < SLOW_MS || next === undefined || next >= nodes) return false;
    this.before = middle;
    this.level += 1;
    return true;
  }
}
