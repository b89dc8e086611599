import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site that is nobody's: an empty page under any address, without a policy. */
export interface OtherSite {
  /** Another site than the hub and the desk, of the same site as the host pages. */
  readonly localhost: string;
  /** The same site as the hub and the desk, another origin: their cookies come along. */
  readonly loopback: string;
  readonly close: () => void;
}

/** Serves it on a free port. */
export function serveOtherSite(): Promise<OtherSite> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!doctype html><html lang="sv"><title>En annan sida</title><p>En annan sida</p></html>');
  });
  return new Promise(resolve =>
    server.listen(0, () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        localhost: `http://localhost:${port}/`,
        loopback: `http://127.0.0.1:${port}/`,
        close() {
          server.close();
          server.closeAllConnections();
        },
      });
    }),
  );
}
