import type { ChatEvent, ChatState, Message } from '@cortex/contract';

/** An answer on its way. */
export interface LiveAnswer {
  readonly question: string;
  readonly messageId: string | null;
  readonly state: ChatState;
  readonly note: string | null;
  readonly text: string;
  readonly passages: number;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly done: boolean;
}

export const asked = (question: string): LiveAnswer => ({ question, messageId: null, state: 'waiting', note: null, text: '', passages: 0, error: null, done: false });

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
      return answer;
    case 'done':
      return { ...answer, messageId: event.message_id, done: true };
    case 'error':
      return { ...answer, messageId: event.message_id ?? answer.messageId, error: { code: event.code, message: event.message }, done: true };
  }
}

/** What it is after its socket closed: a question that was never taken is not asked, and one that was goes on without us. */
export const lost = (answer: LiveAnswer): LiveAnswer => (answer.done || answer.messageId ? answer : { ...answer, error: { code: 'offline', message: '' }, done: true });

/** Whether the kept message has taken the place of the one that was written before one's eyes. */
export const isKept = ({ messageId }: LiveAnswer, messages: readonly Message[]): boolean => messages.some((message) => message.id === messageId && message.status !== 'answering');
