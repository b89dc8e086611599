import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A server that listens, and how to end it: `stop` cuts open connections and resolves when the port is free. */
export interface RunningServer {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Answers one request. What it rejects with is written to the console, and answered with 500 if nothing was yet. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Serves `answer` at `host`:`port` and resolves once it listens. `name` is the host name in the origin, where it differs (`localhost`).
 * Rejects with the system's error when the port is taken or the address is not there.
 */
export async function listen(
  answer: Answer,
  at: { readonly host: string; readonly name: string; readonly port: number },
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.listen(at.port, at.host);
  await once(server, 'listening');
  return {
    origin: `http://${at.name}:${at.port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
