import type { IHttpConnectionOptions } from '@microsoft/signalr';
import type { Answer } from '../http/answer.ts';
import { LineHttpClient } from './line-http-client.ts';
import type { MemoryRequest } from './memory-request.ts';
import type { MemorySocketConstructor } from './memory-socket.ts';
import { socketsOver } from './memory-socket.ts';
import type { ClientEnd, HubEnd } from './socket-pair.ts';

/** What a line is set to. */
export interface MemoryLineOptions {
  /**
   * Headers that come along with every request and with the socket, by lower-case names, as a browser adds its `origin` and
   * `cookie`. Default: none.
   */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the official client's `withUrl` takes besides the address. */
export interface MemoryClientOptions extends IHttpConnectionOptions {
  /** The official client's types leave it out. */
  readonly WebSocket: MemorySocketConstructor;
}

/** One client's way to a memory server: a device and its network. */
export interface MemoryLine {
  /** For the official client: `withUrl('http://any.host/chat', line.options)`. */
  readonly options: MemoryClientOptions;
  readonly WebSocket: MemorySocketConstructor;
  /** Asks the server as `fetch` does; the origin of the address does not matter. Rejects with a `TypeError` while the line is down. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  readonly isUp: boolean;
  /** The network goes away: what is connected is cut, both ends at once, and nothing more gets through. */
  goDown(): void;
  /** It is back. Clients come again when they try to. */
  comeUp(): void;
}

/** What a line leads to. */
export interface LineEnd {
  handle(request: MemoryRequest): Promise<Answer>;
  /** Opens the hub's end of a socket; undefined where it is refused. `over` is called once, when it has ended. */
  open(
    url: URL,
    headers: Readonly<Record<string, string>>,
    client: ClientEnd,
    over: (hubEnd: HubEnd) => void,
  ): Promise<HubEnd | undefined>;
}

/** Statuses whose answers have no body (Fetch, "null body status"). */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/** Lays a line. */
export function layLine({ handle, open }: LineEnd, { headers: added = {} }: MemoryLineOptions): MemoryLine {
  /** Aborted when the line goes down. */
  let up = new AbortController();
  const hubEnds = new Set<HubEnd>();

  const fetch: MemoryLine['fetch'] = async (input, init) => {
    const request = new Request(input, init);
    const { method, url, signal } = request;
    const over = AbortSignal.any([signal, up.signal]);
    const body = await request.text();
    over.throwIfAborted();
    const headers = { ...Object.fromEntries(request.headers), ...added };
    const answer = await untilAborted(handle({ method, url: new URL(url), headers, body }), over);
    return new Response(bodiless.has(answer.status) ? null : (answer.body ?? ''), {
      status: answer.status,
      headers: { ...(answer.type === undefined ? {} : { 'content-type': answer.type }), ...answer.headers },
    });
  };

  const WebSocket = socketsOver(async (url, headers, client) => {
    if (up.signal.aborted) return undefined;
    const hubEnd = await open(url, { ...headers, ...added }, client, over => hubEnds.delete(over));
    if (hubEnd === undefined) return undefined;
    hubEnds.add(hubEnd);
    if (up.signal.aborted) hubEnd.cut();
    return hubEnd;
  });

  return {
    options: { httpClient: new LineHttpClient(fetch), WebSocket },
    WebSocket,
    fetch,
    get isUp() {
      return !up.signal.aborted;
    },
    goDown() {
      up.abort(new TypeError('Failed to fetch'));
      for (const hubEnd of hubEnds) hubEnd.cut();
    },
    comeUp() {
      if (up.signal.aborted) up = new AbortController();
    },
  };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
