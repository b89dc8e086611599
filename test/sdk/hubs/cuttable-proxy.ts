import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a port of this machine that can be cut. */
export interface CuttableProxy {
  readonly origin: string;
  /** Breaks every connection, and those that are tried from now on. */
  goDown(): void;
  comeUp(): void;
  close(): Promise<void>;
}

/** Opens a way to an origin on the loopback address. */
export async function openCuttableProxy(target: string): Promise<CuttableProxy> {
  const port = Number(new URL(target).port);
  const sockets = new Set<Socket>();
  let isUp = true;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer(client => {
    keep(client);
    if (!isUp) {
      client.resetAndDestroy();
      return;
    }
    const hub = connect(port, '127.0.0.1');
    keep(hub);
    client.pipe(hub).pipe(client);
    client.once('close', () => hub.destroy());
    hub.once('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goDown() {
      isUp = false;
      for (const socket of sockets) socket.resetAndDestroy();
    },
    comeUp() {
      isUp = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
