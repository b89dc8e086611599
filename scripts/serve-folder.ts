import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** Serves a folder of built files on this machine alone. `/embed` is `embed.html`; what is not there is `404.html`. Port 0 takes a free one. */
export async function serveFolder(
  folder: string,
  { port = 0 } = {},
): Promise<{ readonly origin: string; close(): void }> {
  const server = createServer(async (request, response) => {
    const asked = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    const path = asked.endsWith('/') ? `${asked}index.html` : extname(asked) === '' ? `${asked}.html` : asked;
    const content = await readFile(join(folder, path)).catch(() => undefined);
    const type = types[extname(path)] ?? 'text/plain; charset=utf-8';
    response.writeHead(content ? 200 : 404, { 'content-type': content ? type : types['.html'] });
    response.end(content ?? (await readFile(join(folder, '404.html')).catch(() => 'Not found')));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
