import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import type { SignalRServer } from '../server.ts';

/** A SignalR server on a free port of this machine, as a client meets it. */
export interface ListeningServer {
  readonly port: number;
  request(
    method: string,
    path: string,
    headers?: Record<string, string>,
    more?: { readonly body?: string; readonly signal?: AbortSignal },
  ): Promise<Response>;
  /** Settles when so many requests more have come and the server has gone about them. */
  arrival(count?: number): Promise<void>;
  /** Settles when the next answer is done with, or its client gone. */
  departure(): Promise<void>;
  /** Cuts all connections on this side. */
  cut(): void;
  /** Negotiates and answers the connection token. */
  token(path: string, headers?: Record<string, string>): Promise<string>;
  /** Opens a WebSocket: the client, or the status and body it was refused with. */
  open(path: string, headers?: Record<string, string>): Promise<WebSocketClient | string>;
  /** Opens a WebSocket and shakes hands. */
  connect(path: string): Promise<WebSocketClient>;
  close(): Promise<void>;
}

/** A WebSocket whose records are read one after another. */
export class WebSocketClient {
  readonly socket: WebSocket;
  readonly closed: Promise<number>;
  readonly #records: string[] = [];
  #wake: (() => void) | undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = new Promise(resolve => socket.once('close', resolve));
    socket.on('message', data => {
      this.#records.push(...String(data).split('\u001e').slice(0, -1));
      this.#wake?.();
    });
  }

  send(...messages: object[]): void {
    this.socket.send(messages.map(message => `${JSON.stringify(message)}\u001e`).join(''));
  }

  /** The next record, parsed. */
  async next(): Promise<unknown> {
    while (this.#records.length === 0) {
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    return JSON.parse(this.#records.shift() ?? '');
  }
}

/** Puts the server behind a Node HTTP server; other requests get 404. */
export async function listen(signalr: SignalRServer): Promise<ListeningServer> {
  let departed = Promise.withResolvers<void>();
  const http = createServer((request, response) => {
    response.once('close', () => {
      departed.resolve();
      departed = Promise.withResolvers();
    });
    if (!signalr.handleRequest(request, response)) response.writeHead(404).end('not a hub');
  });
  http.on('upgrade', (request, socket, head) => {
    if (!signalr.handleUpgrade(request, socket, head)) socket.destroy();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const clients: WebSocket[] = [];

  const request: ListeningServer['request'] = (method, path, headers = {}, more = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { method, headers, ...more });
  const open: ListeningServer['open'] = (path, headers = {}) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers, perMessageDeflate: false });
    clients.push(socket);
    const client = new WebSocketClient(socket);
    return new Promise(resolve => {
      socket.on('error', () => {});
      socket.once('open', () => resolve(client));
      socket.once('unexpected-response', (_, response) => {
        let body = '';
        response.on('data', chunk => {
          body += chunk;
        });
        response.once('end', () => resolve(`${response.statusCode} ${body}`.trim()));
      });
    });
  };
  return {
    port,
    request,
    async arrival(count = 1) {
      await new Promise<void>(resolve => {
        let due = count;
        const hear = (): void => {
          due -= 1;
          if (due > 0) return;
          http.off('request', hear);
          resolve();
        };
        http.on('request', hear);
      });
      await new Promise(resolve => setImmediate(resolve));
    },
    departure: () => departed.promise,
    cut: () => http.closeAllConnections(),
    async token(path, headers) {
      const answer = await request('POST', `${path}/negotiate?negotiateVersion=1`, headers);
      const body: unknown = await answer.json();
      return String((body as { connectionToken?: unknown }).connectionToken);
    },
    open,
    async connect(path) {
      const client = await open(path);
      if (typeof client === 'string') throw new Error(client);
      client.send({ protocol: 'json', version: 1 });
      await client.next();
      return client;
    },
    async close() {
      for (const socket of clients) socket.terminate();
      await signalr.close();
      http.closeAllConnections();
      http.close();
    },
  };
}

/** Sends raw bytes to a port and answers what came back until the peer closed. */
export async function exchangeBytes(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', chunk => {
    answer += chunk;
  });
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}
