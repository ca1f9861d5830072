import { send } from './api';

/** Lets the browser save bytes under a name. */
export function save(bytes: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  // The browser has it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The name that an answer gives its file. */
export const nameOf = (disposition: string | null, otherwise: string): string => /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1] ?? otherwise;

/** Asks for a file by POST and saves it; `onProgress` hears bytes so far and in all (0: not known). Returns its name. */
export async function downloadPosted(path: string, otherwise: string, onProgress: (done: number, total: number) => void): Promise<string> {
  const response = await send(path, { method: 'POST' });
  const total = Number(response.headers.get('content-length') ?? 0);
  let done = 0;
  const counted = response.body!.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        done += piece.byteLength;
        onProgress(done, total);
        controller.enqueue(piece);
      },
    }),
  );
  const name = nameOf(response.headers.get('content-disposition'), otherwise);
  save(await new Response(counted).blob(), name);
  return name;
}
