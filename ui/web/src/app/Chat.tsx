import { useParams } from '@tanstack/react-router';
import { ConversationPage } from '../features/chat/ConversationPage';
import { ConversationsPage } from '../features/chat/ConversationsPage';

export const Conversations = ConversationsPage;

export function Conversation() {
  const { id } = useParams({ from: '/conversations/$id' });
  return <ConversationPage key={id} id={id} />;
}
