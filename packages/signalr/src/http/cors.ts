import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer.ts';

/**
 * The headers that let a page of an allowed origin read an answer, credentials included: the origin itself, never `*`
 * (Fetch, "CORS protocol and credentials"). For other origins, none.
 */
export function corsHeaders(
  origin: string | undefined,
  allows: (origin: string) => boolean,
): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  if (!allows(origin)) return { Vary: 'Origin' };
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    Vary: 'Origin',
  };
}

/** The answer to a preflight request (Fetch, "CORS-preflight fetch"); undefined if this is none. */
export function preflightAnswer(
  request: IncomingMessage,
  allows: (origin: string) => boolean,
): Answer | undefined {
  const { origin } = request.headers;
  if (request.method !== 'OPTIONS' || origin === undefined) return undefined;
  if (request.headers['access-control-request-method'] === undefined) return undefined;
  if (!allows(origin)) return { status: 204 };
  const asked = request.headers['access-control-request-headers'];
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET,POST,DELETE',
      ...(asked === undefined ? undefined : { 'Access-Control-Allow-Headers': asked }),
    },
  };
}
