/** How many nodes are drawn at each pace; the edges are those between them. */
const DRAWN = [Infinity, 1_500, 500] as const;
const FRAMES = 24;
const SLOW_MS = 45;
// A tab that was away is not slow.
const AWAY_MS = 1_000;

/** Watches the frames while the drawing moves, and draws fewer nodes where they come slowly. */
export class Pace {
  private frames: number[] = [];
  private level = 0;

  get drawn(): number {
    return DRAWN[this.level]!;
  }

  /** Takes the time of a frame; true where from now on fewer are drawn. */
  frame(milliseconds: number): boolean {
    if (milliseconds > AWAY_MS) return false;
    this.frames.push(milliseconds);
    if (this.frames.length < FRAMES) return false;
    const middle = this.frames.sort((one, other) => one - other)[FRAMES / 2]!;
    this.frames = [];
    if (middle < SLOW_MS || this.level === DRAWN.length - 1) return false;
    this.level += 1;
    return true;
  }
}
