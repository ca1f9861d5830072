import { chatPath, type ChatEvent, type ChatRequest, type Conversation } from '@cortex/contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { api, ApiError, read } from '../../lib/api';
import { useConnection } from '../../lib/connection';
import { useDraft } from '../../lib/drafts';
import { keys } from '../../lib/keys';
import { queryClient } from '../../lib/query-client';
import { after, asked, isKept, lost, type LiveAnswer } from './live-answer';

const readConversation = async (id: string, signal: AbortSignal): Promise<Conversation | null> => {
  try {
    return await read(api.GET('/api/conversations/{id}', { params: { path: { id } }, signal }));
  } catch (error) {
    // Its first message creates it.
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
};

/** One conversation: what was said, what is being answered, what is typed, and its socket. */
export function useChat(id: string) {
  const conversation = useQuery({ queryKey: keys.conversation(id), queryFn: ({ signal }) => readConversation(id, signal) });
  const [live, setLive] = useState<LiveAnswer | null>(null);
  const socket = useRef<WebSocket | null>(null);
  const online = useConnection((now) => now.state === 'online');

  const receive = useCallback(
    (event: ChatEvent) => {
      setLive((now) => after(now ?? asked(''), event));
      if (event.type !== 'done' && event.type !== 'error') return;
      void queryClient.invalidateQueries({ queryKey: keys.conversation(id) });
      void queryClient.invalidateQueries({ queryKey: keys.conversations });
    },
    [id],
  );

  const send = useCallback(
    (request: ChatRequest) => {
      const text = JSON.stringify(request);
      const open = socket.current;
      if (open && open.readyState === WebSocket.OPEN) return open.send(text);
      if (open && open.readyState === WebSocket.CONNECTING) return open.addEventListener('open', () => open.send(text), { once: true });
      const fresh = new WebSocket(`ws://${location.host}${chatPath(id)}`);
      socket.current = fresh;
      fresh.onopen = () => fresh.send(text);
      fresh.onmessage = (message) => receive(JSON.parse(String(message.data)) as ChatEvent);
      fresh.onclose = () => {
        if (socket.current !== fresh) return;
        socket.current = null;
        setLive((now) => now && lost(now));
        void queryClient.invalidateQueries({ queryKey: keys.conversation(id) });
      };
    },
    [id, receive],
  );
  useEffect(
    () => () => {
      const open = socket.current;
      socket.current = null;
      open?.close();
    },
    [id],
  );

  // An answer that is on its way without us: a reload, another window, a backend that came back.
  const pending = conversation.data?.messages.findLast((message) => message.role === 'assistant' && message.status === 'answering');
  const pendingId = pending?.id;
  useEffect(() => {
    if (!online || !pendingId || socket.current) return;
    setLive({ ...asked(''), messageId: pendingId });
    send({ type: 'follow', message_id: pendingId });
  }, [online, pendingId, send]);

  const ask = useCallback(
    (question: string) => {
      setLive(asked(question));
      send({ message: question });
    },
    [send],
  );
  const stop = useCallback(() => send({ type: 'stop' }), [send]);
  const dismiss = useCallback(() => setLive(null), []);

  const [text, type] = useDraft(`chat.${id}`);
  const taken = useEffectEvent(() => {
    if (live?.messageId && live.question === text.trim()) type('');
  });
  // Only then: what the backend never took, or refused, is still there to be sent again.
  useEffect(() => taken(), [live?.messageId]);

  return { conversation, live: live && isKept(live, conversation.data?.messages ?? []) ? null : live, text, type, ask, stop, dismiss };
}
