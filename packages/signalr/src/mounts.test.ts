import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import Fastify from 'fastify';
import { defineHub } from './hub/define-hub.ts';
import type { SignalRServer } from './server.ts';
import { createSignalRServer } from './server.ts';

interface Contract {
  server: { add(a: number, b: number): number };
  client: Record<never, never>;
}

const hub = defineHub<Contract>({ methods: { add: (_, a, b) => a + b } });

/** A server with other routes. */
interface Mounted {
  readonly url: string;
  close(): Promise<void>;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The ways to one server that the README shows. */
const mounts: Readonly<Record<string, (signalr: SignalRServer) => Promise<Mounted>>> = {
  async 'node:http, asked first'(signalr) {
    const server = createServer((request, response) => {
      if (!signalr.handleRequest(request, response)) response.end('another route');
    });
    server.on('upgrade', (request, socket, head) => {
      if (!signalr.handleUpgrade(request, socket, head)) socket.destroy();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return {
      url: urlOf(server),
      async close() {
        await signalr.close();
        server.closeIdleConnections();
        await once(server.close(), 'close');
      },
    };
  },

  async 'Fastify, on a server that hubs answer first'(signalr) {
    const app = Fastify({
      serverFactory(handler) {
        const server = createServer((request, response) => {
          if (!signalr.handleRequest(request, response)) handler(request, response);
        });
        return server.on('upgrade', (request, socket, head) => {
          if (!signalr.handleUpgrade(request, socket, head)) socket.destroy();
        });
      },
      forceCloseConnections: true,
    });
    app.addHook('onRequest', async request => {
      assert.equal(request.url, '/other', 'a hub request reached the hooks');
    });
    app.get('/other', () => 'another route');
    await app.listen({ host: '127.0.0.1', port: 0 });
    return {
      url: urlOf(app.server),
      async close() {
        await signalr.close();
        await app.close();
      },
    };
  },
};

const { WebSockets, ServerSentEvents, LongPolling } = HttpTransportType;

for (const [name, mount] of Object.entries(mounts)) {
  describe(`a hub on ${name}`, () => {
    for (const transport of [WebSockets, ServerSentEvents, LongPolling]) {
      it(`is reached over ${HttpTransportType[transport]}, and so are the other routes`, async () => {
        const signalr = createSignalRServer();
        signalr.map('/hub', hub);
        const { url, close } = await mount(signalr);
        const connection = new HubConnectionBuilder()
          .withUrl(`${url}/hub`, { transport })
          .configureLogging(LogLevel.None)
          .build();
        await connection.start();
        assert.equal(await connection.invoke('add', 40, 2), 42);
        assert.equal(await (await fetch(`${url}/other`)).text(), 'another route');
        const closed = new Promise(resolve => connection.onclose(resolve));
        await Promise.all([close(), closed]);
      });
    }
  });
}
