import type { RequestHeaders, RequestInfo } from '../hub/caller-context.ts';

/** What a request is read from; `node:http`'s has this form. */
export interface RawRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: RequestHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
}

/** A request's address, headers and peer. A connection keeps it as long as it lasts, so the address is taken apart when it is asked for. */
export class ReadRequest implements RequestInfo {
  readonly headers: RequestHeaders;
  readonly remoteAddress: string | undefined;
  readonly #url: string;

  constructor(request: RawRequest) {
    this.#url = request.url ?? '/';
    this.headers = request.headers;
    this.remoteAddress = request.socket.remoteAddress;
  }

  get path(): string {
    const mark = this.#url.indexOf('?');
    return mark < 0 ? this.#url : this.#url.slice(0, mark);
  }

  get query(): URLSearchParams {
    const mark = this.#url.indexOf('?');
    return new URLSearchParams(mark < 0 ? '' : this.#url.slice(mark + 1));
  }

  get origin(): string | undefined {
    return this.headers.origin;
  }

  queryValue(key: string): string | undefined {
    const { query } = this;
    const exact = query.get(key);
    if (exact !== null) return exact;
    const wanted = key.toLowerCase();
    for (const [name, value] of query) if (name.toLowerCase() === wanted) return value;
    return undefined;
  }

  /** The same for hooks, which may take it apart. */
  get info(): RequestInfo {
    const { path, query, headers, origin, remoteAddress } = this;
    return { path, query, headers, origin, remoteAddress, queryValue: key => this.queryValue(key) };
  }

  /** All values of a key, joined by commas, the empty ones left out: how ASP.NET Core reads what it expects once. */
  joinedValues(key: string): string | undefined {
    const wanted = key.toLowerCase();
    const values = [...this.query].filter(([name]) => name.toLowerCase() === wanted);
    if (values.length === 0) return undefined;
    return values
      .map(([, value]) => value)
      .filter(value => value !== '')
      .join(',');
  }

  /** The secret by which the request names its connection; empty if it names none. */
  get connectionToken(): string {
    return this.joinedValues('id') ?? '';
  }

  /** The token of `Authorization: Bearer`. */
  get bearer(): string | undefined {
    const { authorization } = this.headers;
    return authorization !== undefined && /^bearer /i.test(authorization)
      ? authorization.slice(7)
      : undefined;
  }
}

/** The longest request line that is read, in bytes; Kestrel's MaxRequestLineSize. */
const longestLine = 8_192;

/** Whether the request's first line is longer than any that a client has need of. */
export function isTooLong({ method = '', url = '' }: RawRequest): boolean {
  return `${method} ${url} HTTP/1.1\r\n`.length > longestLine;
}

/** Whether an `Accept` header asks for server-sent events: by that very media type, without parameters (as ASP.NET Core reads it). */
export function wantsEvents(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const withoutQuotes = accept.replaceAll(/"[^"]*"/g, '');
  return withoutQuotes.split(',').some(type => type.trim().toLowerCase() === 'text/event-stream');
}

/** A path as hubs are found by: lower case, no slash at the end. */
export function pathKey(path: string): string {
  const lower = path.toLowerCase();
  return lower.length > 1 && lower.endsWith('/') ? lower.slice(0, -1) : lower;
}

/** Whether a browser's request comes from a page of this very server, as far as its `Host` header tells. */
export function isOwnOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
