import { expect, test } from 'vitest';
import { formatsOf } from './format';

test.each([
  [0, '0 byte'],
  [999, '999 byte'],
  [1000, '1 kB'],
  [2_497_293_931, '2.5 GB'],
  [4.2e15, '4,200 TB'],
])('%d bytes are said so that one can picture them', (count, said) => expect(formatsOf('en').bytes(count)).toBe(said));

test('in the language of the interface', () => {
  expect(formatsOf('de').bytes(1_500_000)).toBe('1,5 MB');
  expect(formatsOf('fr').bytes(1_500_000)).toMatch(/1,5\sMo/);
});
