import { type IncomingHttpHeaders, type IncomingMessage, Server, type ServerResponse } from 'node:http';

/** A request as it came to a server of this process, upgrades included. */
export interface HeardRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The socket's own port. */
  readonly port: number;
}

/** Tells of every request to an HTTP server of this process, and answers 503 to the `refused`. The returned function ends it. */
export function hearRequests(
  heard: (request: HeardRequest) => void,
  refused: (request: HeardRequest) => boolean = () => false,
): () => void {
  const { emit } = Server.prototype;
  function emitAndTell(this: Server, name: string, ...args: unknown[]): boolean {
    if (name === 'request' || name === 'upgrade') {
      const { method = '', url = '', headers, socket } = args[0] as IncomingMessage;
      const request = { method, url, headers: { ...headers }, port: socket.localPort ?? 0 };
      heard(request);
      if (name === 'request' && refused(request)) {
        (args[1] as ServerResponse).writeHead(503).end();
        return true;
      }
    }
    return Reflect.apply(emit, this, [name, ...args]);
  }
  Server.prototype.emit = emitAndTell;
  return () => {
    Server.prototype.emit = emit;
  };
}
