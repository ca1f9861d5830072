import type { ChatEvent, ChatState, Citation } from '@cortex/contract';

/** An answer on its way. */
export interface LiveAnswer {
  readonly question: string;
  readonly messageId: string | null;
  readonly state: ChatState;
  readonly note: string | null;
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly passages: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly done: boolean;
}

export const asked = (question: string): LiveAnswer => ({ question, messageId: null, state: 'waiting', note: null, text: '', citations: [], passages: 0, error: null, done: false });

/** What an answer is after the socket said something. */
export function after(answer: LiveAnswer, event: ChatEvent): LiveAnswer {
  switch (event.type) {
    case 'status':
      return {
        ...answer,
        messageId: event.message_id,
        state: event.state,
        note: event.text,
        passages: event.passages?.length ?? answer.passages,
        // What came so far is void.
        text: event.state === 'restarted' ? '' : answer.text,
      };
    case 'chunk':
      return { ...answer, text: answer.text + event.content };
    case 'citations':
      return { ...answer, citations: event.citations };
    case 'done':
      return { ...answer, messageId: event.message_id, done: true };
    case 'error':
      return { ...answer, error: { code: event.code, message: event.message }, done: true };
  }
}
