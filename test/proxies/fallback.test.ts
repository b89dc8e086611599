import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { HubConnection, IHubProtocol } from '@microsoft/signalr';
import { HubConnectionBuilder, JsonHubProtocol, LogLevel } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import type { HubContext } from '@nara/signalr';
import { createSignalRServer, defineHub, jsonHubProtocol } from '@nara/signalr';
import type { TypedConnection } from '@nara/signalr/client';
import { createTypedConnection } from '@nara/signalr/client';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import { type ServedSignalR, serveSignalR } from '../serving/serve-signalr.ts';
import type { Nginx } from './nginx.ts';
import { startNginx } from './nginx.ts';

type Carrier = 'WebSockets' | 'ServerSentEvents' | 'LongPolling';

interface Contract {
  server: { carrier(): Carrier; echo(text: string): string; count(to: number): AsyncIterable<number> };
  client: { news(text: string): void };
}

const hub = defineHub<Contract>({
  methods: {
    carrier({ request: { headers } }) {
      if (headers.upgrade !== undefined) return 'WebSockets';
      return headers.accept?.includes('text/event-stream') ? 'ServerSentEvents' : 'LongPolling';
    },
    echo: (_, text) => text,
    count: {
      async *stream(_, to) {
        for (let n = 0; n < to; n += 1) yield n;
      },
    },
  },
});

describe('the official client behind nginx', () => {
  const signalr = createSignalRServer();
  let context: HubContext<Contract>;
  /** Of the hub itself. */
  let upstream: string;
  let served: ServedSignalR;
  let nginx: Nginx | undefined;
  let started: HubConnection[] = [];

  before(async () => {
    context = signalr.map('/hub', hub, {
      protocols: [jsonHubProtocol, messagePackHubProtocol],
      maximumReceiveMessageSize: 1_000_000,
      // What a forbidden transport left behind is not waited for at the end.
      handshakeTimeout: 3_000,
      disconnectTimeout: 3_000,
    });
    served = await serveSignalR(signalr);
    upstream = served.origin;
  });

  afterEach(async () => {
    await Promise.all(started.map(connection => connection.stop()));
    started = [];
    await nginx?.stop();
    nginx = undefined;
  });

  after(async () => {
    await served.close();
  });

  /** A client of the hub behind an nginx with this in its `server` block. */
  async function connect(
    server: string,
    protocol: IHubProtocol = new JsonHubProtocol(),
  ): Promise<TypedConnection<Contract>> {
    nginx = await startNginx(port => `server { listen 127.0.0.1:${port}; ${server} }`);
    const connection = new HubConnectionBuilder()
      .withUrl(`http://127.0.0.1:${nginx.port}/hub`)
      .withHubProtocol(protocol)
      .withAutomaticReconnect([0, 0, 0])
      .configureLogging(LogLevel.None)
      .build();
    started.push(connection);
    await connection.start();
    return createTypedConnection<Contract>(connection);
  }

  /** Calls with small and large answers, a stream, and an event from outside. */
  async function isServed(client: TypedConnection<Contract>): Promise<void> {
    assert.equal(await client.invoke('echo', 'hej'), 'hej');
    const large = 'å'.repeat(200_000);
    assert.equal(await client.invoke('echo', large), large);
    const items = await new Promise<number[]>((resolve, reject) => {
      const heard: number[] = [];
      client.stream('count', 100).subscribe({
        next: n => void heard.push(n),
        error: reject,
        complete: () => resolve(heard),
      });
    });
    assert.deepEqual(
      items,
      Array.from({ length: 100 }, (_, n) => n),
    );
    const news = new Promise(resolve => client.on('news', resolve));
    context.clients.client(client.connection.connectionId ?? '').send('news', 'now');
    assert.equal(await news, 'now');
  }

  it('uses server-sent events where upgrades are not passed on, which is how nginx comes', async () => {
    const client = await connect(`client_max_body_size 2m; location / { proxy_pass ${upstream}; }`);
    assert.equal(await client.invoke('carrier'), 'ServerSentEvents');
    await isServed(client);
  });

  it('uses them where an upgrade is refused', async () => {
    const client = await connect(`location / { if ($http_upgrade) { return 403; } proxy_pass ${upstream}; }`);
    assert.equal(await client.invoke('carrier'), 'ServerSentEvents');
    await isServed(client);
  });

  it('uses them where a connection that asks for an upgrade is cut', async () => {
    const client = await connect(`location / { if ($http_upgrade) { return 444; } proxy_pass ${upstream}; }`);
    assert.equal(await client.invoke('carrier'), 'ServerSentEvents');
    await isServed(client);
  });

  it('polls if it speaks MessagePack, which events do not carry', async () => {
    const client = await connect(`location / { proxy_pass ${upstream}; }`, new MessagePackHubProtocol());
    assert.equal(await client.invoke('carrier'), 'LongPolling');
    await isServed(client);
  });

  it('polls where events are refused too', async () => {
    const client = await connect(
      `location / { if ($http_accept = text/event-stream) { return 403; } proxy_pass ${upstream}; }`,
    );
    assert.equal(await client.invoke('carrier'), 'LongPolling');
    await isServed(client);
  });

  it('uses WebSockets where nginx passes them on, and comes back each time that it cuts them', async () => {
    const client = await connect(`location / {
      proxy_pass ${upstream};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection upgrade;
      proxy_read_timeout 1s;
    }`);
    assert.equal(await client.invoke('carrier'), 'WebSockets');
    await isServed(client);
    const first = client.connection.connectionId;
    const back = new Promise(resolve => client.connection.onreconnected(resolve));
    assert.notEqual(await back, first);
    assert.equal(await client.invoke('carrier'), 'WebSockets');
  });
});
