import { expect, test } from 'vitest';
import { beginsWords, withoutTitle } from './words';

test('each word that was typed begins a word of the text, accents and case aside', () => {
  expect(beginsWords('Theme: high contrast', 'con th')).toBe(true);
  expect(beginsWords('Théorie des graphes', 'theo')).toBe(true);
  expect(beginsWords('Settings', 'ings')).toBe(false);
});

test('an excerpt begins after the title that stands above it', () => {
  expect(withoutTitle('Compost What goes wrong', 'Compost')).toBe('What goes wrong');
  expect(withoutTitle('Compost\n\nWhat goes wrong', 'Compost')).toBe('What goes wrong');
  expect(withoutTitle('Composting is easy', 'Compost')).toBe('Composting is easy');
  expect(withoutTitle('Compost', 'Compost')).toBe('Compost');
});
