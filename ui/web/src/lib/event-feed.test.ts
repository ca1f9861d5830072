import type { CortexEvent } from '@cortex/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EventFeed } from './event-feed';

class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  close() {}
}

let sockets: { path: string; socket: FakeSocket }[];
let feed: EventFeed;
const target = { event: vi.fn<(event: CortexEvent) => void>(), opened: vi.fn<(resumed: boolean) => void>(), lost: vi.fn<(retryAt: number) => void>() };

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  sockets = [];
  feed = new EventFeed(target, (path) => {
    const socket = new FakeSocket();
    sockets.push({ path, socket });
    return socket as unknown as WebSocket;
  });
});
afterEach(() => vi.useRealTimers());

test('it resumes after the last event that it saw', () => {
  feed.start();
  sockets[0]!.socket.onopen!();
  sockets[0]!.socket.onmessage!({ data: '{"type":"item_created","seq":41,"item_id":"a"}' });
  sockets[0]!.socket.onclose!();
  expect(target.lost).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(500);
  expect(sockets.map((one) => one.path)).toEqual(['/api/ws/events', '/api/ws/events?after=41']);
  sockets[1]!.socket.onopen!();
  expect(target.opened).toHaveBeenLastCalledWith(true);
});

test('after a gap without a number everything is read anew', () => {
  feed.start();
  sockets[0]!.socket.onopen!();
  sockets[0]!.socket.onclose!();
  vi.advanceTimersByTime(500);
  sockets[1]!.socket.onopen!();
  expect(target.opened.mock.calls).toEqual([[true], [false]]);
});

test('it waits longer each time, and not at all when asked', () => {
  feed.start();
  for (let tries = 0; tries < 4; tries += 1) {
    sockets.at(-1)!.socket.onclose!();
    vi.advanceTimersByTime(60_000);
  }
  const waits = target.lost.mock.calls.map(([at]) => at);
  expect(waits[1]! - waits[0]!).toBeGreaterThan(500);
  sockets.at(-1)!.socket.onclose!();
  feed.retryNow();
  expect(sockets).toHaveLength(6);
});
