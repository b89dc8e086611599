import { once } from 'node:events';
import { createServer } from 'node:net';
import type { DemoPorts } from './addresses.ts';
import { DemoError } from './demo-error.ts';

const uses: readonly { readonly name: keyof DemoPorts; readonly host: string; readonly what: string }[] = [
  { name: 'siteSe', host: '127.0.0.1', what: "the Swedish region's site" },
  { name: 'siteFi', host: '127.0.0.1', what: "the Finnish area's site" },
  // Browsers try this address first where they read localhost.
  { name: 'siteSe', host: '::1', what: "the Swedish region's site" },
  { name: 'siteFi', host: '::1', what: "the Finnish area's site" },
  { name: 'ownUi', host: '127.0.0.1', what: 'the product with an interface of its own' },
  { name: 'ownUi', host: '::1', what: 'the product with an interface of its own' },
  { name: 'hub', host: '127.0.0.1', what: 'the hub' },
  { name: 'desk', host: '127.0.0.1', what: 'the desk' },
  { name: 'login', host: '::1', what: 'the login provider' },
];

/** Resolves when every port is free; rejects with a {@link DemoError} that names the first that is not, and what to do. */
export async function checkPorts(ports: DemoPorts): Promise<void> {
  for (const { name, host, what } of uses) await checkPort(ports[name], host, what);
}

async function checkPort(port: number, host: string, what: string): Promise<void> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE' || code === 'EACCES') {
      const problem = `Port ${port} (${what}) is taken on ${host}.`;
      throw new DemoError(
        'port_taken',
        `${problem} Stop what uses it, or choose other ports: npm start -- --ports 9100`,
        error,
      );
    }
    if (host === '::1') {
      throw new DemoError(
        'no_ipv6',
        'This machine has no address ::1 (IPv6 loopback), where the demo has its login provider.',
        error,
      );
    }
    throw error;
  }
  await once(server.close(), 'close');
}
