/** Does something a moment after it was asked for: once for a burst, seldom while it is asked for again and again. */
export class Pace {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = Number.NEGATIVE_INFINITY;

  /**
   * @param soon After the first word, in milliseconds.
   * @param busy From one time to the next, in milliseconds.
   */
  constructor(
    private readonly soon: number,
    private readonly busy: number,
    private readonly run: () => void,
  ) {}

  ask(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        this.last = Date.now();
        this.run();
      },
      Date.now() - this.last > this.busy ? this.soon : this.busy,
    );
  }

  /** What was asked for is not wanted any more. */
  drop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
