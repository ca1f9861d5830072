import { expect, test } from 'vitest';
import { addressesIn } from './pages';

test('addresses are taken, each once, and the rest is left', () => {
  expect(addressesIn('https://a.example/x\nnot one\n  http://b.example  https://a.example/x\nftp://c.example https://')).toEqual(['https://a.example/x', 'http://b.example']);
});
