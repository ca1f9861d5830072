import { QueryClient } from '@tanstack/react-query';
import { useConnection } from './connection';
import { EventFeed } from './event-feed';
import { Staleness } from './staleness';

// The socket says what is stale; time does not.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: 5 * 60_000, refetchOnWindowFocus: false, refetchOnReconnect: false },
    mutations: { networkMode: 'always', retry: false },
  },
});

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
