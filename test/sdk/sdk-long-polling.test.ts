import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { accept, type ResidentHub, refuse } from '@nara/contract';
import type { ResidentClient } from '@nara/sdk/resident';
import { createSignalRServer, defineHub, type HubContext, type SignalRServer } from '@nara/signalr';
import { bundledFiles, sdks } from './sdks.ts';
import { until } from './until.ts';

const token = 'token-of-a-resident';
const none = () => refuse('not_found');
const hub = defineHub<ResidentHub, string>({
  methods: {
    overview: ({ user }) => accept({ epoch: 'epoch-1', person: { name: user }, clinics: [], cases: [] }),
    openCase: none,
    leaveCase: none,
    eventsSince: none,
    history: none,
    sendMessage: none,
    mark: none,
    setTyping: none,
    startCase: none,
    leaveQueue: none,
  },
});

/** A hub that offers both transports, behind a proxy that lets no WebSocket through. */
describe('where WebSockets do not come through', () => {
  const requests: IncomingMessage[] = [];
  let http: Server;
  let signalr: SignalRServer;
  let context: HubContext<ResidentHub, string>;
  let origin: string;

  before(async () => {
    signalr = createSignalRServer();
    context = signalr.map('/r/norrvik/hub/resident', hub, {
      transports: ['WebSockets', 'LongPolling'],
      requireUser: true,
      acceptQueryToken: false,
      authenticate: ({ bearer }) => (bearer === token ? { user: 'Tolvan' } : null),
    });
    http = createServer((request, response) => {
      requests.push(request);
      if (!signalr.handleRequest(request, response)) response.writeHead(404).end();
    });
    http.on('upgrade', (_request, socket) => socket.destroy());
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address();
    assert(typeof address === 'object' && address !== null);
    origin = `http://127.0.0.1:${address.port}`;
  });
  beforeEach(() => {
    requests.length = 0;
  });
  after(async () => {
    await signalr.close();
    http.close();
  });

  for (const [name, { createResidentClient }] of sdks) {
    const connect = async (): Promise<ResidentClient> => {
      const client = createResidentClient({ hub: origin, region: 'norrvik', getToken: () => token });
      client.overview.subscribe(() => {});
      await until(client.connection, ({ state }) => state === 'online');
      return client;
    };

    it(`${name} polls, with the token in a header of each request and in no address`, async () => {
      const client = await connect();
      const { value } = await until(client.overview, ({ status }) => status === 'ready');
      assert.equal(value?.person.name, 'Tolvan');
      await client.close();
      const methods = new Set(requests.map(({ method }) => method));
      assert.deepEqual([...methods].sort(), ['DELETE', 'GET', 'POST']);
      for (const { headers, url } of requests) {
        assert.equal(headers.authorization, `Bearer ${token}`);
        assert.doesNotMatch(url ?? '', /access_token|token-of/);
      }
    });

    it(`${name} is told the end of the session, and comes back from any other end`, async () => {
      const client = await connect();
      const lost = until(client.connection, ({ state }) => state === 'reconnecting');
      context.abortWhere(() => true, { allowReconnect: true });
      await lost;
      client.retryNow();
      await until(client.connection, ({ state }) => state === 'online');
      context.clients.all.send('sessionEnded', { reason: 'revoked' });
      const { reason } = await until(client.connection, ({ state }) => state === 'ended');
      assert.equal(reason, 'revoked');
    });
  }

  it('is a chunk of its own, which the entry does not carry', () => {
    const [polling, ...more] = bundledFiles.filter(file => file.startsWith('LongPollingTransport'));
    assert.ok(polling !== undefined && polling !== bundledFiles[0]);
    assert.deepEqual(more, []);
  });
});
