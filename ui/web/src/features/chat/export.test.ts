import type { Conversation } from '@cortex/contract';
import { expect, test } from 'vitest';
import { exportText } from './export';

const conversation = (question: string, answer: string, title: string) =>
  ({
    id: 'c',
    title: question,
    messages: [
      { role: 'user', content: question, citations: [] },
      { role: 'assistant', content: answer, citations: [{ n: 1, title, source_url: 'https://example.org/a>b', quote: 'It <b>stands</b>.' }] },
    ],
  }) as unknown as Conversation;

test('an exported conversation fetches nothing, and formatting of the answer stays', () => {
  const text = exportText(conversation('Is ![it](http://x/q) there?', '**Yes** ![a](http://x/a) \\![b](http://x/b) <img src=x> 1 < 2', '![t](http://x/t)'));
  expect(text).toContain('## Is \\!\\[it\\](http://x/q) there?');
  expect(text).toContain('**Yes** &#33;[a](http://x/a) \\&#33;[b](http://x/b) &lt;img src=x> 1 < 2');
  expect(text).toContain('[1] \\!\\[t\\](http://x/t) <https://example.org/a%3Eb>: “It \\<b\\>stands\\</b\\>.”');
});
