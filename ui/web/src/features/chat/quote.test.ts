import { expect, test } from 'vitest';
import { findQuote } from './quote';

const citation = { start: 4, end: 9, quote: 'seven', revision: 1 };

test('a citation is where it stood, or where its words are now, or nowhere', () => {
  expect(findQuote({ text: 'abc seven', revision: 1 }, citation)).toEqual({ start: 4, end: 9 });
  expect(findQuote({ text: 'seven before, and then at last seven', revision: 2 }, citation)).toEqual({ start: 0, end: 5 });
  expect(findQuote({ text: 'eight', revision: 2 }, citation)).toBeNull();
});
