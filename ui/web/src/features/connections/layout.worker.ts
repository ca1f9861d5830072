import { Settling, type Unsettled } from './settling';

/** What the worker tells: where everything is by now. */
export interface Settled {
  readonly places: Float32Array;
  readonly done: boolean;
}

const TELL_MS = 60;

addEventListener('message', ({ data }: MessageEvent<Unsettled>) => {
  const settling = new Settling(data);
  let told = performance.now();
  do {
    settling.step();
    if (!settling.done && performance.now() - told < TELL_MS) continue;
    told = performance.now();
    postMessage({ places: settling.places(), done: settling.done } satisfies Settled);
  } while (!settling.done);
});
