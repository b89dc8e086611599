import type { RawRequest } from '../http/read-request.ts';
import type { RequestHeaders } from '../hub/caller-context.ts';

/** An HTTP request that nobody sent over a network. */
export interface MemoryRequest {
  readonly method: string;
  readonly url: URL;
  /** By lower-case names. */
  readonly headers: RequestHeaders;
  readonly body: string;
}

/** The request as hubs read it: by its address on the server. */
export function rawRequest({ method, url, headers }: Omit<MemoryRequest, 'body'>): RawRequest {
  return {
    method,
    url: `${url.pathname}${url.search}`,
    headers: { host: url.host, ...headers },
    socket: {},
  };
}
