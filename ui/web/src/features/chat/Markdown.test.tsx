import type { Citation } from '@cortex/contract';
import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import Markdown from './Markdown';

const citation = { n: 2, item_id: 'a', title: 'A', quote: 'q' } as Citation;
const draw = (text: string, unsupported: string[] = []) =>
  render(<Markdown text={text} citations={[citation]} sentences={unsupported.map((one) => ({ text: one, citations: [], supported: false }))} chip={({ n }) => <button key={n}>{n}</button>} />).container;

test('nothing of an answer is an image, runs, or leads to anything but the web', () => {
  const drawn = draw('![x](http://a/b.png) <img src=x onerror=alert(1)> [go](javascript:alert(1)) [web](https://a.example/) <script>alert(1)</script>');
  expect(drawn.querySelectorAll('img, script')).toHaveLength(0);
  expect([...drawn.querySelectorAll('a')].map((link) => link.href)).toEqual(['https://a.example/']);
});

test('markers become chips where there is such a source, and stay text in code', () => {
  const drawn = draw('It is so [2]. Unknown [9]. `a[2]`');
  expect([...drawn.querySelectorAll('button')].map((chip) => chip.textContent)).toEqual(['2']);
  expect(drawn.querySelector('code')?.textContent).toBe('a[2]');
});

test('a sentence that nothing supports is marked, also across its own marks', () => {
  expect(draw('One is true. Flags are reviewed every month.', ['Flags are reviewed every month.']).querySelector('.unsupported')?.textContent).toBe('Flags are reviewed every month.');
  expect(draw('Flags are **reviewed** every month without fail.', ['Flags are **reviewed** every month without fail.']).querySelectorAll('.unsupported').length).toBeGreaterThan(0);
});
