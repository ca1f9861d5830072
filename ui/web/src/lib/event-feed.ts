import { eventsPath, type CortexEvent } from '@cortex/contract';

export interface FeedTarget {
  event(event: CortexEvent): void;
  /** The socket is open; `resumed` says that nothing was missed. */
  opened(resumed: boolean): void;
  /** Closed; it is tried again at this time. */
  lost(retryAt: number): void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8_000;

/** Follows the library's events, through restarts of the backend: resumes after the last one it saw. */
export class EventFeed {
  private socket: WebSocket | null = null;
  private seq: number | undefined;
  private wait = FIRST_WAIT;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended = false;
  private wasOpen = false;

  constructor(
    private readonly target: FeedTarget,
    private readonly open: (path: string) => WebSocket = (path) => new WebSocket(`ws://${location.host}${path}`),
  ) {}

  start(): void {
    if (this.ended || this.socket) return;
    clearTimeout(this.timer);
    const resuming = this.seq !== undefined || !this.wasOpen;
    const socket = this.open(eventsPath(this.seq));
    this.socket = socket;
    socket.onopen = () => {
      this.wait = FIRST_WAIT;
      this.wasOpen = true;
      this.target.opened(resuming);
    };
    socket.onmessage = (message) => {
      const event = JSON.parse(String(message.data)) as CortexEvent;
      this.seq = event.seq;
      this.target.event(event);
    };
    socket.onclose = () => {
      this.socket = null;
      if (this.ended) return;
      this.target.lost(Date.now() + this.wait);
      this.timer = setTimeout(() => this.start(), this.wait);
      this.wait = Math.min(this.wait * 1.6, LONGEST_WAIT);
    };
  }

  retryNow(): void {
    this.wait = FIRST_WAIT;
    this.start();
  }

  stop(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }
}
