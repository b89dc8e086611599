import { HttpResponse, http, type RequestHandler } from 'msw';
import { type WebSocketData, type WebSocketHandler, type WebSocketHandlerConnection, ws } from 'msw/ws';
import type { Hub } from '../hub/define-hub.ts';
import type { HubContext } from '../hub/hub-context.ts';
import type { HubContract } from '../hub/hub-contract.ts';
import type { MemoryLine } from '../memory/memory-line.ts';
import { createMemoryServer } from '../memory/memory-server.ts';
import type { MapOptions } from '../mount-hub.ts';

/** A hub that MSW serves. */
export interface ServedHub<C extends HubContract, User> {
  /** For `setupServer(...handlers)` or `setupWorker(...handlers)`. */
  readonly handlers: readonly (RequestHandler | WebSocketHandler)[];
  readonly context: HubContext<C, User>;
  /** Its network: `goDown` cuts every client off. */
  readonly line: MemoryLine;
  /** Ends every connection; clients may come again. */
  close(): Promise<void>;
}

/** Serves a hub at an address (`https://hub.example/chat`): its negotiate and its WebSocket, and nothing else of that origin. */
export function serveHub<C extends HubContract, User>(
  address: string,
  hub: Hub<C, User>,
  ...options: MapOptions<User>
): ServedHub<C, User> {
  const { origin, pathname } = new URL(address);
  const server = createMemoryServer();
  const context = server.map(pathname, hub, ...options);
  const line = server.line();
  const handlers = handlersOf(line, origin, [pathname, `${pathname}/negotiate`]);
  return { handlers, context, line, close: () => server.close() };
}

/** Serves all that a line leads to at an origin (`https://hub.example`). When the line is down, requests fail and sockets are cut. */
export function serveLine(origin: string, line: MemoryLine): readonly (RequestHandler | WebSocketHandler)[] {
  return handlersOf(line, new URL(origin).origin, ['/*']);
}

function handlersOf(
  line: MemoryLine,
  origin: string,
  paths: readonly string[],
): readonly (RequestHandler | WebSocketHandler)[] {
  return paths.flatMap(path => [
    http.all(`${origin}${path}`, async ({ request }) => {
      if (request.headers.get('upgrade')?.toLowerCase() === 'websocket') throw new TypeError(otherSocket);
      return await line.fetch(request).catch(() => HttpResponse.error());
    }),
    ws
      .link(`${origin.replace(/^http/, 'ws')}${path}`)
      .addEventListener('connection', ({ client }) => carry(client, line)),
  ]);
}

/** Under MSW the `ws` package, which the official client takes in Node, would wait for frames that never come. */
const otherSocket =
  'MSW stands in for the global WebSocket alone: withUrl(address, { WebSocket: globalThis.WebSocket })';

/** Carries frames between MSW's client and a socket of the line. */
function carry(client: WebSocketHandlerConnection<WebSocketData>['client'], line: MemoryLine): void {
  const socket = new line.WebSocket(client.url);
  const opened = new Promise<void>(resolve => {
    socket.onopen = () => resolve();
  });
  socket.onmessage = ({ data }) => client.send(data);
  socket.onclose = ({ code }) => client.close(code);
  client.addEventListener('message', ({ data }) => {
    if (data instanceof Blob) void data.arrayBuffer().then(bytes => opened.then(() => socket.send(bytes)));
    else void opened.then(() => socket.send(data as string | ArrayBuffer));
  });
  client.addEventListener('close', () => socket.close());
}
