import { staleAfter, type CortexEvent, type QueueStatus } from '@cortex/contract';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { keys } from './keys';
import { Pace } from './pace';

const MERGE_MS = 250;
const BUSY_MS = 1_500;
const SLOW_MS = 6_000;

/** Reads anew what is stale. What is being read already is read to its end, and then once more: a slow answer comes, and no change is missed. */
export async function renew(client: QueryClient, queryKey: QueryKey): Promise<void> {
  const underWay = client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
  await client.invalidateQueries({ queryKey }, { cancelRefetch: false });
  await Promise.all(underWay.map((query) => client.invalidateQueries({ queryKey: query.queryKey, exact: true }, { cancelRefetch: false })));
}

/** Collects what events make stale, and reads it anew a moment later. */
export class Staleness {
  private readonly items = new Set<string>();
  private readonly conversations = new Set<string>();
  private pages = false;
  private progress = false;
  private staged = false;
  private readonly soon = new Pace(MERGE_MS, BUSY_MS, () => this.flush());
  // Found, counted or drawn over the whole library, which takes a while.
  private readonly slow = new Pace(MERGE_MS, SLOW_MS, () => void renew(this.client, keys.overviews));

  constructor(private readonly client: QueryClient) {}

  add(event: CortexEvent): void {
    const stale = staleAfter(event);
    switch (stale.kind) {
      case 'item':
        this.changed(stale.id);
        this.slow.ask();
        break;
      case 'stage':
        this.changed(stale.id);
        this.staged = true;
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
    this.soon.ask();
  }

  private changed(id: string): void {
    this.items.add(id);
    this.pages = this.progress = true;
  }

  private flush(): void {
    for (const id of this.items) void renew(this.client, keys.item(id));
    if (this.pages) void renew(this.client, keys.itemPages);
    if (this.progress) void renew(this.client, keys.queue).then(() => this.settle());
    if (this.conversations.size > 0) void renew(this.client, keys.conversations);
    for (const id of this.conversations) void renew(this.client, keys.conversation(id));
    this.items.clear();
    this.conversations.clear();
    this.pages = this.progress = false;
  }

  // A stage of one document among many says little of the whole: that is read when the last is through.
  private settle(): void {
    const queue = this.client.getQueryData<QueueStatus>(keys.queue);
    if (!this.staged || !queue || queue.pending + queue.processing > 0) return;
    this.staged = false;
    this.slow.ask();
  }
}
