import { expect, test } from 'vitest';
import { readLines } from './ndjson';

const bytes = new TextEncoder();

function body(...parts: (string | Uint8Array<ArrayBuffer>)[]) {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(typeof part === 'string' ? bytes.encode(part) : part);
      controller.close();
    },
  });
}

async function all(stream: ReadableStream<Uint8Array>) {
  const found: unknown[] = [];
  for await (const line of readLines(stream)) found.push(line);
  return found;
}

test('lines are whole, wherever the pieces are cut', async () => {
  expect(await all(body('{"a":1}\n{"a"', ':2}\n\n{"a":3}'))).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  const [before, after] = [bytes.encode('{"name":"é').slice(0, -1), bytes.encode('é"}\n').slice(1)];
  expect(await all(body(before, after))).toEqual([{ name: 'é' }]);
  expect(await all(body())).toEqual([]);
});

test('what is no JSON is told', async () => {
  await expect(all(body('{"a":1}\n<html>\n'))).rejects.toThrow(SyntaxError);
});

test('who stops listening ends the stream', async () => {
  let ended = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(bytes.encode('{"a":1}\n')),
    cancel: () => {
      ended = true;
    },
  });
  for await (const line of readLines<{ a: number }>(stream)) if (line.a === 1) break;
  expect(ended).toBe(true);
});
