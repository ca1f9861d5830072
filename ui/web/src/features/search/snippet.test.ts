import { expect, test } from 'vitest';
import { placeOf, shownSnippet } from './snippet';

const hit = (snippet: string, word: string) => {
  const start = snippet.indexOf(word);
  return { snippet, start: 1000, end: 1000 + snippet.length, highlights: [{ start, end: start + word.length }], sentence: null, matched: ['words'], chunk_id: 1 };
};

test('a snippet begins near what matched, and its marks stay on the words', () => {
  const shown = shownSnippet(hit(`${'before '.repeat(30)}the match is here`, 'match'));
  expect(shown.text.startsWith('… ')).toBe(true);
  expect(shown.words.map((span) => shown.text.slice(span.start, span.end))).toEqual(['match']);
  expect(shown.words[0]!.start).toBeLessThan(70);
});

test('a hit opens at its words, or at the sentence whose meaning matched', () => {
  expect(placeOf(hit('a match', 'match'))).toEqual({ hash: '1002-1007', by: undefined });
  expect(placeOf({ ...hit('a match', 'match'), highlights: [], matched: ['meaning'], sentence: { start: 5, end: 9 } })).toEqual({ hash: '5-9', by: 'meaning' });
});
