import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly key: string;
  readonly body: string;
}

/** What the receiver answers: a status with headers, or what it does with the response, which may be nothing at all. */
export type ReceiverAnswer =
  | number
  | { readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | ((response: ServerResponse) => void);

/** A real HTTP server that webhooks are sent to. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Decides each answer; at first 204. */
  answer: (request: Received) => ReceiverAnswer;
  /** Stops listening and cuts every connection; `open` listens at the same address again. */
  down(): Promise<void>;
  open(): Promise<void>;
}

/** Listens on a port of its own. */
export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let port = 0;
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { headers, url: path = '' } = request;
    const one = { path, headers, key: String(headers['idempotency-key']), body };
    received.push(one);
    const answer = receiver.answer(one);
    if (typeof answer === 'function') answer(response);
    else if (typeof answer === 'number') response.writeHead(answer).end();
    else response.writeHead(answer.status, answer.headers).end('a body that nobody reads');
  });
  const receiver: WebhookReceiver = {
    get url() {
      return `http://127.0.0.1:${port}/events`;
    },
    received,
    answer: () => 204,
    async down() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
    async open() {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      ({ port } = server.address() as AddressInfo);
    },
  };
  await receiver.open();
  return receiver;
}
