import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SignalRServer } from '@nara/signalr';

/** How a SignalR server is served. */
export interface ServeOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** Answers what is no hub's. Default: 404. */
  otherwise?(request: IncomingMessage, response: ServerResponse): void;
  /** Sees each request and upgrade before it is handed on. */
  hears?(request: IncomingMessage, upgraded?: Duplex): void;
}

/** A SignalR server behind Node's own, on this machine. */
export interface ServedSignalR {
  readonly http: Server;
  readonly port: number;
  /** `http://127.0.0.1:{port}` */
  readonly origin: string;
  /** Closes the SignalR server, then what is left of the other. */
  close(): Promise<void>;
}

/** Serves it, and answers when it listens. */
export async function serveSignalR(
  signalr: SignalRServer,
  options: ServeOptions = {},
): Promise<ServedSignalR> {
  const { port = 0, otherwise = notFound, hears } = options;
  const http = createServer((request, response) => {
    hears?.(request);
    if (!signalr.handleRequest(request, response)) otherwise(request, response);
  });
  http.on('upgrade', (request, socket, head) => {
    hears?.(request, socket);
    if (!signalr.handleUpgrade(request, socket, head)) socket.destroy();
  });
  // Thousands may come at once.
  http.listen({ port, host: '127.0.0.1', backlog: 4_096 });
  await once(http, 'listening');
  const { port: given } = http.address() as AddressInfo;
  return {
    http,
    port: given,
    origin: `http://127.0.0.1:${given}`,
    async close() {
      await signalr.close();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}

function notFound(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(404).end();
}
