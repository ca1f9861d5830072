import type { Conversation } from '@cortex/contract';

// Words of the library and of people are text, whatever they hold.
const line = (text: string) => text.replaceAll(/\s+/g, ' ').trim().replaceAll(/[\\[\]*_<>#!|`]/g, '\\$&');

// A model's Markdown stays what it is, but fetches nothing in whatever shows the file; an entity, since a backslash before it would undo another.
const inert = (markdown: string) => markdown.replaceAll('![', '&#33;[').replaceAll(/<(?=[a-z/!?])/gi, '&lt;');

const address = (url: string) => url.replaceAll(/[<>\s]/g, (letter) => encodeURIComponent(letter));

/** A conversation as Markdown, its sources under each answer. */
export function exportText(conversation: Conversation): string {
  const parts = conversation.messages.map((message) => {
    if (message.role === 'user') return `## ${line(message.content)}`;
    const sources = message.citations.map((citation) => `[${citation.n}] ${line(citation.title)}${citation.source_url ? ` <${address(citation.source_url)}>` : ''}: “${line(citation.quote)}”`);
    return [inert(message.content), ...sources].join('\n\n');
  });
  return `${[`# ${line(conversation.title ?? conversation.id)}`, ...parts].join('\n\n')}\n`;
}
