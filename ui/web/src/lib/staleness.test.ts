import type { CortexEvent } from '@cortex/contract';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keys } from './keys';
import { renew, Staleness } from './staleness';

let client: QueryClient;
let staleness: Staleness;
let ends: (() => void)[];

/** Something that is on the screen; gives how often it was read. */
async function watch<Data>(queryKey: readonly unknown[], data: () => Data, slow = false) {
  const read = vi.fn(() => (slow ? new Promise<Data>((done) => setTimeout(() => done(data()), 10_000)) : Promise.resolve(data())));
  ends.push(new QueryObserver(client, { queryKey, queryFn: read, staleTime: Number.POSITIVE_INFINITY }).subscribe(() => {}));
  await vi.advanceTimersByTimeAsync(slow ? 10_000 : 0);
  read.mockClear();
  return read;
}

const event = (type: 'item_created' | 'stage_changed', item_id = 'a') => ({ type, seq: 1, item_id }) as CortexEvent;

beforeEach(() => {
  vi.useFakeTimers();
  ends = [];
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  staleness = new Staleness(client);
});
afterEach(() => {
  for (const end of ends) end();
  vi.useRealTimers();
});

test('while much is indexed, overviews are left alone until all of it is through', async () => {
  let pending = 30;
  const pages = await watch(keys.items({}, 0), () => []);
  const item = await watch(keys.item('a'), () => ({}));
  const queue = await watch(keys.queue, () => ({ pending, processing: 0 }));
  const tags = await watch(keys.tags, () => []);
  for (; pending > 0; pending -= 1) {
    staleness.add(event('stage_changed'));
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(tags).not.toHaveBeenCalled();
  for (const read of [pages, item, queue]) expect(read.mock.calls.length).toBeGreaterThan(5);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(tags).toHaveBeenCalledOnce();
});

test('what comes in is counted and found soon, and then every few seconds', async () => {
  const tags = await watch(keys.tags, () => []);
  staleness.add(event('item_created'));
  await vi.advanceTimersByTimeAsync(300);
  expect(tags).toHaveBeenCalledOnce();
  for (let count = 0; count < 60; count += 1) {
    staleness.add(event('item_created', `${count}`));
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(tags.mock.calls.length).toBeLessThanOrEqual(6);
  expect(tags.mock.calls.length).toBeGreaterThanOrEqual(5);
});

test('a slow read comes to its end, and once more after it', async () => {
  let at = 0;
  const graph = await watch(keys.graph({}), () => at, true);
  at = 1;
  for (let count = 0; count < 5; count += 1) {
    void renew(client, keys.overviews);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(client.getQueryData(keys.graph({}))).toBe(1);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(graph).toHaveBeenCalledTimes(2);
});
