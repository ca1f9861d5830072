import { afterEach, expect, test, vi } from 'vitest';
import { usePull } from './pull';

afterEach(() => vi.unstubAllGlobals());

const encode = (line: object) => new TextEncoder().encode(`${JSON.stringify(line)}\n`);

function answer(lines: readonly object[], open = false) {
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const line of lines) controller.enqueue(encode(line));
        if (!open) controller.close();
      },
    }),
  );
}

test('a model is fetched step by step', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(answer([{ status: 'pulling', completed: 10, total: 100 }, { status: 'success' }])));
  await usePull.getState().start('qwen3:4b');
  expect(usePull.getState().current).toMatchObject({ model: 'qwen3:4b', state: 'done' });
});

test('what fails on the way, and what is cut short, is told', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(answer([{ status: 'pulling', completed: 10, total: 100 }, { status: 'failed', problem: { title: 'Failed', detail: 'Ollama stopped.' } }])));
  await usePull.getState().start('qwen3:4b');
  expect(usePull.getState().current).toMatchObject({ state: 'failed', error: 'Ollama stopped.', completed: 0 });
  vi.stubGlobal('fetch', () => Promise.resolve(answer([{ status: 'pulling' }])));
  await usePull.getState().start('qwen3:4b');
  expect(usePull.getState().current).toMatchObject({ state: 'failed' });
});

test('stopping ends the request and keeps how far it was', async () => {
  let signal: AbortSignal | undefined;
  vi.stubGlobal('fetch', (request: Request) => {
    signal = request.signal;
    return Promise.resolve(answer([{ status: 'pulling', completed: 40, total: 100 }], true));
  });
  void usePull.getState().start('qwen3:4b');
  await vi.waitFor(() => expect(usePull.getState().current?.completed).toBe(40));
  usePull.getState().stop();
  expect(signal?.aborted).toBe(true);
  expect(usePull.getState().current).toMatchObject({ state: 'stopped', completed: 40, total: 100 });
});
