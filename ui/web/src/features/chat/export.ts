import type { Conversation } from '@cortex/contract';

const line = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** A conversation as Markdown, its sources under each answer. */
export function exportText(conversation: Conversation): string {
  const parts = conversation.messages.map((message) => {
    if (message.role === 'user') return `## ${line(message.content)}`;
    const sources = message.citations.map((citation) => `[${citation.n}] ${line(citation.title)}${citation.source_url ? ` <${citation.source_url}>` : ''}: “${line(citation.quote)}”`);
    return [message.content, ...sources].join('\n\n');
  });
  return `${[`# ${line(conversation.title ?? conversation.id)}`, ...parts].join('\n\n')}\n`;
}
