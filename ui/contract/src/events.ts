import type { CortexEvent } from './generated';

/** What a screen has to read anew after an event. */
export type Stale =
  | { readonly kind: 'item'; readonly id: string }
  /** How far an item is; what it says is as it was. */
  | { readonly kind: 'stage'; readonly id: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'sources' }
  | { readonly kind: 'conversation'; readonly id: string }
  | { readonly kind: 'digest'; readonly id: string }
  | { readonly kind: 'progress' }
  | { readonly kind: 'everything' };

/** Says what an event makes stale. An event type that is not named here does not compile. */
export function staleAfter(event: CortexEvent): Stale {
  switch (event.type) {
    case 'item_created':
    case 'item_updated':
    case 'item_restored':
    case 'item_deleted':
      return { kind: 'item', id: event.item_id };
    case 'stage_changed':
      return { kind: 'stage', id: event.item_id };
    case 'index_progress':
      return { kind: 'progress' };
    case 'settings_changed':
      return { kind: 'settings' };
    case 'sources_changed':
      return { kind: 'sources' };
    case 'conversation_changed':
      return { kind: 'conversation', id: event.conversation_id };
    case 'digest_created':
      return { kind: 'digest', id: event.digest_id };
    case 'library_reloaded':
      return { kind: 'everything' };
    default:
      return unknownEvent(event);
  }
}

// A newer server may send what this build does not know: to read everything anew is always right.
function unknownEvent(_event: never): Stale {
  return { kind: 'everything' };
}

/** The socket that sends every event after `seq`; without it, only what comes. */
export function eventsPath(seq?: number): string {
  return seq === undefined ? '/api/ws/events' : `/api/ws/events?after=${seq}`;
}
