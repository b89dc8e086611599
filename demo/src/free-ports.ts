import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { DemoPorts } from './addresses.ts';

/** Below those that systems give to connections that begin here: such a connection could take a port between this and its use. Browsers refuse some below the first. */
const first = 11_000;
const last = 32_000;

/** Six ports that nobody uses at the moment, for tests. */
export async function freePorts(): Promise<DemoPorts> {
  const found = new Set<number>();
  while (found.size < 6) {
    const port = randomInt(first, last);
    if (await isFree(port)) found.add(port);
  }
  const [siteSe = 0, siteFi = 0, hub = 0, desk = 0, login = 0, ownUi = 0] = found;
  return { siteSe, siteFi, hub, desk, login, ownUi };
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '::');
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
  await once(server.close(), 'close');
  return true;
}
