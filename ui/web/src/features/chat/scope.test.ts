import { expect, test } from 'vitest';
import { MOST, withItem, withTag } from './scope';

test('a scope grows and shrinks, and is none when it is empty', () => {
  const one = withTag(null, 'work');
  expect(one).toEqual({ tags: ['work'] });
  const two = withTag(one, 'garden');
  expect(two).toEqual({ tags: ['work', 'garden'] });
  expect(withTag(withTag(two, 'work'), 'garden')).toBeNull();
});

test('documents take the place of tags, and the other way round', () => {
  expect(withItem({ tags: ['work'] }, 'a')).toEqual({ item_ids: ['a'] });
  expect(withTag({ item_ids: ['a'] }, 'work')).toEqual({ tags: ['work'] });
});

test('what else narrows a conversation stays', () => {
  expect(withTag({ after: '2024-01-01' }, 'work')).toEqual({ after: '2024-01-01', tags: ['work'] });
  expect(withTag({ after: '2024-01-01', tags: ['work'] }, 'work')).toEqual({ after: '2024-01-01' });
});

test('no more than the backend takes', () => {
  const full = { item_ids: Array.from({ length: MOST }, (_, index) => `${index}`) };
  expect(withItem(full, 'one more')?.item_ids).toHaveLength(MOST);
});
