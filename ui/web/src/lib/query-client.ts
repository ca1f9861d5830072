import { staleAfter, type CortexEvent } from '@cortex/contract';
import { QueryClient } from '@tanstack/react-query';
import { EventFeed } from './event-feed';
import { keys } from './keys';
import { useConnection } from './connection';

// The socket says what is stale; time does not.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: 5 * 60_000, refetchOnWindowFocus: false, refetchOnReconnect: false },
    mutations: { networkMode: 'always', retry: false },
  },
});

const MERGE_MS = 250;
const BUSY_MS = 1_500;

/** Collects what events make stale, and reads it anew a moment later: once for a burst, seldom while a lot comes in. */
class Staleness {
  private readonly items = new Set<string>();
  private readonly conversations = new Set<string>();
  private lists = false;
  private progress = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last = 0;

  constructor(private readonly client: QueryClient) {}

  add(event: CortexEvent): void {
    const stale = staleAfter(event);
    switch (stale.kind) {
      case 'item':
        this.items.add(stale.id);
        this.progress = true;
        this.lists = true;
        break;
      case 'conversation':
        this.conversations.add(stale.id);
        break;
      case 'progress':
        this.progress = true;
        break;
      case 'settings':
        void this.client.invalidateQueries({ queryKey: keys.settings });
        return;
      case 'sources':
        void this.client.invalidateQueries({ queryKey: keys.sources });
        return;
      case 'digest':
        void this.client.invalidateQueries({ queryKey: keys.digests });
        return;
      case 'everything':
        void this.client.invalidateQueries();
        return;
    }
    this.timer ??= setTimeout(() => this.flush(), Date.now() - this.last > BUSY_MS ? MERGE_MS : BUSY_MS);
  }

  private flush(): void {
    this.timer = undefined;
    this.last = Date.now();
    for (const id of this.items) void this.client.invalidateQueries({ queryKey: keys.item(id) });
    if (this.lists) void this.client.invalidateQueries({ queryKey: keys.lists });
    if (this.progress) void this.client.invalidateQueries({ queryKey: keys.queue });
    if (this.conversations.size > 0) void this.client.invalidateQueries({ queryKey: keys.conversations });
    for (const id of this.conversations) void this.client.invalidateQueries({ queryKey: keys.conversation(id) });
    this.items.clear();
    this.conversations.clear();
    this.lists = this.progress = false;
  }
}

/** Follows the events for as long as the page lives. */
export function followEvents(): void {
  const staleness = new Staleness(queryClient);
  const connection = useConnection.getState();
  const feed = new EventFeed({
    event: (event) => staleness.add(event),
    opened: (resumed) => {
      const before = useConnection.getState().state;
      connection.opened();
      // What failed meanwhile, and what an event would have told had it been sent.
      if (before === 'offline' || !resumed) void queryClient.invalidateQueries();
    },
    lost: (retryAt) => connection.lost(retryAt),
  });
  feed.start();
  useConnection.subscribe((now, before) => {
    if (now.wish !== before.wish) feed.retryNow();
    if (now.state === 'signed_out') feed.stop();
  });
}
