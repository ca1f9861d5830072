import type { paths, Problem } from '@cortex/contract';
import createClient from 'openapi-fetch';
import { useConnection } from './connection';

/** A refusal of the backend, as its problem document tells it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The backend did not answer at all. */
export class OfflineError extends Error {}

// A request may hear that the backend is gone before the socket does.
const NOTICE_MS = 300;

// Looked up for each call, so that a test can put its own in place.
const follow = async (request: Request): Promise<Response> => {
  try {
    const response = await globalThis.fetch(request);
    if (response.status === 401) useConnection.getState().signedOut();
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    if (useConnection.getState().state === 'online') await new Promise((wake) => setTimeout(wake, NOTICE_MS));
    // The socket knows: a request that failed beside an open one, such as a file that cannot be read, says nothing of the backend.
    if (useConnection.getState().state === 'online') throw error;
    useConnection.getState().lost();
    throw new OfflineError('offline');
  }
};

export const api = createClient<paths>({ baseUrl: globalThis.location.origin, fetch: follow });

function problemOf(response: Response, body: unknown): ApiError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return new ApiError(response.status, problem.code ?? 'internal_error', problem.errors?.[0]?.message ?? problem.detail ?? problem.title ?? response.statusText);
}

/** The answer's body, or an ApiError. */
export async function read<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw problemOf(response, error);
  return data as T;
}

/** For bodies that the generated client does not know: files, streams. What is no success is an ApiError. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await follow(new Request(new URL(path, globalThis.location.origin), init));
  if (!response.ok) throw problemOf(response, await response.json().catch(() => null));
  return response;
}

export const sendForm = async <T>(path: string, form: FormData): Promise<T> => (await send(path, { method: 'POST', body: form })).json() as Promise<T>;
