import type { Citation, Message } from './generated';

/** What the chat socket sends (`ChatEvent` of the contract): statuses, pieces of the answer, its citations, then `done` or `error`. */
export type ChatEvent =
  | { readonly type: 'status'; readonly state: ChatState; readonly text: string | null; readonly message_id: string; readonly passages: readonly Citation[] | null }
  | { readonly type: 'chunk'; readonly content: string }
  | { readonly type: 'citations'; readonly citations: readonly Citation[] }
  | { readonly type: 'done'; readonly message_id: string; readonly message: Message }
  | { readonly type: 'error'; readonly code: string; readonly message: string; readonly message_id: string | null };

export type ChatState = 'waiting' | 'searching' | 'found' | 'rewriting' | 'loading_model' | 'writing' | 'retrying' | 'restarted' | 'checking' | 'correcting';

/** What a client sends. */
export type ChatRequest = { readonly message: string } | { readonly type: 'stop' } | { readonly type: 'follow'; readonly message_id: string };

/** The socket of one conversation; its first message creates it. */
export function chatPath(conversationId: string): string {
  return `/api/ws/chat/${encodeURIComponent(conversationId)}`;
}
