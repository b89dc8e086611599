import type { ErrorCode } from '@nara/contract';
import type { Abortable } from '../abort/until-aborted.ts';
import { naraError } from '../errors/failures.ts';
import { NaraError } from '../errors/nara-error.ts';

/** What requests are made with; the global `fetch` has this form. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>;

/** The machine's, looked up at each request: tests replace it. */
export const machineFetch: Fetch = (address, init) => fetch(address, init);

/** A request for JSON. */
export interface JsonRequest extends Abortable {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly token?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `same-origin` sends the cookie of the page's own origin. Default `omit`. */
  readonly credentials?: 'omit' | 'same-origin';
  /** Sent although the page is left meanwhile. Default false. */
  readonly keepalive?: boolean;
  /** Default: the global one. */
  readonly fetch?: Fetch | undefined;
}

/** The answer's JSON; rejects with a `NaraError`, or the signal's reason. With `absentWhenEnded`, undefined where the session has ended. */
export async function requestJson<T>(
  address: string,
  request: JsonRequest & { readonly absentWhenEnded: true },
): Promise<T | undefined>;
export async function requestJson<T>(address: string, request: JsonRequest): Promise<T>;
export async function requestJson<T>(
  address: string,
  request: JsonRequest & { readonly absentWhenEnded?: true },
): Promise<T | undefined> {
  let response: Response;
  let text: string;
  try {
    response = await (request.fetch ?? machineFetch)(address, {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      credentials: request.credentials ?? 'omit',
      keepalive: request.keepalive ?? false,
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: request.signal ?? null,
    });
    text = await response.text();
  } catch (error) {
    request.signal?.throwIfAborted();
    throw naraError('unreachable', {}, error);
  }
  if (response.status === 401 && request.absentWhenEnded === true) return undefined;
  if (!response.ok) throw problemError(response.status, text);
  return parseAnswer<T>(text);
}

/** The hub is the rim: what it answers has the form that the contract says, unless something else (a captive portal) answered for it. */
function parseAnswer<T>(text: string): T {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw naraError('unreachable', {}, error);
  }
}

/** The error of a refused request: the problem's own code (RFC 9457), else what the status means. */
export function problemError(status: number, body: string): NaraError {
  const problem = readProblem(body);
  if (problem !== undefined) return new NaraError(problem);
  return naraError(codeOfStatus(status));
}

function readProblem(body: string): ConstructorParameters<typeof NaraError>[0] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return undefined;
    const { code, retryable, path } = value as Record<string, unknown> & {
      code?: unknown;
      retryable?: unknown;
      path?: unknown;
    };
    if (typeof code !== 'string') return undefined;
    return {
      // A code that this version does not know is still told, so that a log shows it.
      code: code as ErrorCode,
      retryable: retryable === true,
      ...(typeof path === 'string' ? { path } : {}),
    };
  } catch {
    return undefined;
  }
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'session_ended';
  if (status === 403) return 'origin_refused';
  if (status === 404) return 'not_found';
  if (status === 413) return 'too_large';
  if (status === 426) return 'upgrade_needed';
  if (status === 429) return 'too_many';
  if (status === 502 || status === 503 || status === 504) return 'unreachable';
  return status < 500 ? 'invalid_input' : 'internal';
}
