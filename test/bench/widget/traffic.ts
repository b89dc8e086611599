import type { DevToolsEvent } from './devtools.ts';

/** What crossed the wire for a visit: requests and bytes, headers and messages on sockets among them. */
export interface Traffic {
  readonly requests: number;
  readonly bytes: number;
}

interface Request {
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  readonly url: string;
  bytes: number;
  isOver: boolean;
}

interface Told {
  readonly requestId: string;
  readonly request: { readonly url: string };
  readonly wallTime: number;
  readonly redirectResponse?: { readonly encodedDataLength: number };
  readonly encodedDataLength: number;
  readonly response: { readonly payloadData: string };
  readonly url: string;
}

/** Counts what pages, frames and workers fetch, as the Network domain tells it; what is in the page itself (`data:`) is no request. */
export class TrafficCount {
  readonly #requests = new Map<string, Request>();
  readonly #page: string;
  #lastAt = Date.now();

  /** `page`: the address of the host page, which is everybody's and not counted. */
  constructor(page: string) {
    this.#page = page;
  }

  hear({ method, params }: DevToolsEvent): void {
    const told = params as Told;
    const request = this.#requests.get(told.requestId);
    if (method === 'Network.requestWillBeSent') {
      if (/^(?:data|blob):/.test(told.request.url)) return;
      this.#begin(told.requestId, told.request.url, told.wallTime * 1000, request?.at);
      this.#add(told.requestId, (request?.bytes ?? 0) + (told.redirectResponse?.encodedDataLength ?? 0));
    } else if (method === 'Network.webSocketCreated') {
      this.#begin(told.requestId, told.url, Date.now());
      this.#end(told.requestId);
    } else if (/^Network\.webSocketFrame(?:Sent|Received)$/.test(method))
      this.#add(told.requestId, Buffer.byteLength(told.response.payloadData));
    else if (method === 'Network.loadingFinished') {
      this.#add(told.requestId, told.encodedDataLength);
      this.#end(told.requestId);
    } else if (method === 'Network.loadingFailed') this.#end(told.requestId);
  }

  /** Whether nothing is under way, and nothing has begun or ended for so many milliseconds. */
  isQuiet(ms: number): boolean {
    const isOver = [...this.#requests.values()].every(request => request.isOver);
    return isOver && Date.now() - this.#lastAt >= ms;
  }

  /** What was begun until then, in milliseconds since 1970. */
  until(at: number): Traffic {
    const begun = [...this.#requests.values()].filter(one => one.at <= at && one.url !== this.#page);
    return { requests: begun.length, bytes: begun.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  #begin(id: string, url: string, at: number, before = at): void {
    this.#requests.set(id, { at: before, url, bytes: 0, isOver: false });
    this.#lastAt = Date.now();
  }

  #add(id: string, bytes: number): void {
    const request = this.#requests.get(id);
    if (request) request.bytes += bytes;
  }

  #end(id: string): void {
    const request = this.#requests.get(id);
    if (request) request.isOver = true;
    this.#lastAt = Date.now();
  }
}
