import { expect, test } from 'vitest';
import { cut, parseSpan } from './spans';

test('a span is read strictly', () => {
  expect(parseSpan('12-80')).toEqual({ start: 12, end: 80 });
  for (const wrong of ['', '12', '80-12', '5-5', '-1-4', '1-2x', '1e3-2e3', '1-99999999999']) expect(parseSpan(wrong)).toBeNull();
});

test('a text is cut at its spans, in order, whatever they are', () => {
  const whole = (pieces: ReturnType<typeof cut>) => pieces.map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('');
  expect(whole(cut('abcdef', [{ start: 4, end: 5 }, { start: 1, end: 3 }]))).toBe('a[bc]d[e]f');
  expect(whole(cut('abcdef', [{ start: 1, end: 4 }, { start: 2, end: 9 }]))).toBe('a[bcd][ef]');
  expect(whole(cut('abc', [{ start: 7, end: 9 }, { start: -3, end: 1 }]))).toBe('[a]bc');
});
