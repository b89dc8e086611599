import { once } from 'node:events';
import { createServer } from 'node:net';
import type { DemoPorts } from './addresses.ts';

/** Six ports that nobody uses at the moment, for tests. */
export async function freePorts(): Promise<DemoPorts> {
  const servers = await Promise.all(Array.from({ length: 6 }, openAnywhere));
  const [siteSe = 0, siteFi = 0, hub = 0, desk = 0, login = 0, ownUi = 0] = servers.map(portOf);
  await Promise.all(servers.map(server => once(server.close(), 'close')));
  return { siteSe, siteFi, hub, desk, login, ownUi };
}

async function openAnywhere(): Promise<ReturnType<typeof createServer>> {
  const server = createServer().listen(0, '::');
  await once(server, 'listening');
  return server;
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
