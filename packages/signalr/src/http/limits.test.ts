import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { defineHub } from '../hub/define-hub.ts';
import { createSignalRServer } from '../server.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { exchangeBytes, type ListeningServer, listen, WebSocketClient } from '../testing/listening-server.ts';
import type { EndpointOptions } from './endpoint-options.ts';

interface Contract {
  server: object;
  client: object;
}

describe('limits on connections', () => {
  const clock = new FakeClock();
  const servers: ListeningServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  const serve = async (options: EndpointOptions<string | undefined>) => {
    const signalr = createSignalRServer({ clock });
    signalr.map<Contract, string | undefined>('/hub', defineHub({ methods: {} }), {
      authenticate: ({ bearer }) => (bearer === undefined ? null : { user: bearer, userIdentifier: bearer }),
      addressOf: ({ headers }) => headers['x-real-ip']?.toString(),
      ...options,
    });
    const server = await listen(signalr);
    servers.push(server);
    return server;
  };
  const negotiate = (server: ListeningServer, headers: Record<string, string> = {}) =>
    server.request('POST', '/hub/negotiate?negotiateVersion=1', headers);
  const opened = (client: WebSocketClient | string): WebSocketClient => {
    assert.ok(client instanceof WebSocketClient, String(client));
    return client;
  };

  it('count those that wait and those that are open, with and without negotiate', async () => {
    const server = await serve({ maximumConnections: 2 });
    const token = await server.token('/hub');
    const direct = opened(await server.open('/hub'));
    assert.equal((await negotiate(server)).status, 503);
    assert.match(String(await server.open('/hub')), /^503/);
    opened(await server.open(`/hub?id=${token}`));
    assert.equal((await negotiate(server)).status, 503);
    direct.socket.terminate();
    await direct.closed;
    // The server hears of it in its own time.
    while ((await negotiate(server)).status !== 200);
  });

  it('count no socket that is no WebSocket after all', async () => {
    const server = await serve({ maximumConnections: 1 });
    const withoutKey = [
      'GET /hub HTTP/1.1',
      'Host: site.example',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
    ];
    const answer = await exchangeBytes(server.port, `${withoutKey.join('\r\n')}\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 400 /);
    assert.equal((await negotiate(server)).status, 200);
  });

  it('make room when a token lapses', async () => {
    const server = await serve({ maximumConnections: 1 });
    await server.token('/hub');
    assert.equal((await negotiate(server)).status, 503);
    clock.advance(16_000);
    assert.equal((await negotiate(server)).status, 200);
  });

  it('are kept by address and by user', async () => {
    const server = await serve({ maximumConnectionsPerAddress: 2, maximumConnectionsPerUser: 1 });
    const from = (address: string, user?: string) => ({
      'x-real-ip': address,
      ...(user === undefined ? {} : { authorization: `Bearer ${user}` }),
    });
    assert.equal((await negotiate(server, from('a', 'eva'))).status, 200);
    assert.equal((await negotiate(server, from('b', 'eva'))).status, 429);
    assert.equal((await negotiate(server, from('a', 'bo'))).status, 200);
    assert.equal((await negotiate(server, from('a', 'ida'))).status, 429);
    assert.match(String(await server.open('/hub', from('a'))), /^429/);
    assert.equal((await negotiate(server, from('b'))).status, 200);
  });

  it('tell an address that begins too often when to come back', async () => {
    const server = await serve({ beginningsPerMinute: 6 });
    const headers = { 'x-real-ip': 'a' };
    for (let n = 0; n < 6; n += 1) assert.equal((await negotiate(server, headers)).status, 200);
    const refused = await negotiate(server, headers);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '10']);
    assert.match(String(await server.open('/hub', headers)), /^429/);
    assert.equal((await negotiate(server, { 'x-real-ip': 'b' })).status, 200);
    clock.advance(10_000);
    assert.equal((await negotiate(server, headers)).status, 200);
  });

  it('out of their range are refused when the hub is mapped', async () => {
    for (const options of [{ maximumConnections: 0 }, { beginningsPerMinute: 1.5 }])
      await assert.rejects(serve(options), TypeError);
  });
});
