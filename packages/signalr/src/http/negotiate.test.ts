import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { defineHub } from '../hub/define-hub.ts';
import { createSignalRServer } from '../server.ts';
import type { ListeningServer } from '../testing/listening-server.ts';
import { exchangeBytes, listen } from '../testing/listening-server.ts';
import type { EndpointOptions } from './endpoint-options.ts';

const hub = defineHub<{ server: Record<never, never>; client: Record<never, never> }>({ methods: {} });

describe('negotiate', () => {
  let open: ListeningServer | undefined;

  async function serve(options: EndpointOptions = {}): Promise<ListeningServer> {
    const signalr = createSignalRServer();
    signalr.map('/hub', hub, options);
    open = await listen(signalr);
    return open;
  }

  async function negotiate(server: ListeningServer, query: string, headers: Record<string, string> = {}) {
    const answer = await server.request('POST', `/hub/negotiate${query}`, headers);
    assert.equal(answer.headers.get('content-type'), 'application/json');
    return (await answer.text()).replaceAll(/"[\w-]{22}"/g, '"…"');
  }

  afterEach(() => open?.close());

  const all =
    '[{"transport":"WebSockets","transferFormats":["Text","Binary"]},{"transport":"ServerSentEvents","transferFormats":["Text"]},{"transport":"LongPolling","transferFormats":["Text","Binary"]}]';

  it('offers all transports, and names the connection once or twice by its version', async () => {
    const server = await serve();
    const zero = `{"negotiateVersion":0,"connectionId":"…","availableTransports":${all}}`;
    const one = `{"negotiateVersion":1,"connectionId":"…","connectionToken":"…","availableTransports":${all}}`;
    assert.equal(await negotiate(server, ''), zero);
    assert.equal(await negotiate(server, '?negotiateVersion=0'), zero);
    assert.equal(await negotiate(server, '?NEGOTIATEVERSION=%201'), one);
    assert.equal(await negotiate(server, '?negotiateVersion=9'), one);
  });

  it('offers in the order of the protocol what the options name', async () => {
    const server = await serve({ transports: ['LongPolling', 'ServerSentEvents'] });
    assert.match(
      await negotiate(server, ''),
      /"availableTransports":\[\{"transport":"ServerSentEvents",.+\{"transport":"LongPolling",/,
    );
  });

  it('refuses versions by their texts, with 200', async () => {
    const server = await serve({ minimumProtocolVersion: 1 });
    const tooLow = (version: string) =>
      `{"error":"The client requested version '${version}', but the server does not support this version."}`;
    assert.equal(await negotiate(server, ''), tooLow('0'));
    assert.equal(await negotiate(server, '?negotiateVersion=-1'), tooLow('-1'));
    const noInteger = '{"error":"The client requested a non-integer protocol version."}';
    for (const version of ['', 'a', '1.5', '1&negotiateVersion=1', '99999999999']) {
      assert.equal(await negotiate(server, `?negotiateVersion=${version}`), noInteger);
    }
  });

  it('sends a client elsewhere, and makes no connection for it', async () => {
    const server = await serve({
      maximumNegotiated: 1,
      authenticate: ({ bearer }) => (bearer === undefined ? null : { user: bearer }),
      redirect: async ({ queryValue }, authentication) => {
        const url = queryValue('to');
        if (url === undefined) return undefined;
        return authentication === undefined ? { url } : { url, accessToken: `for ${authentication.user}` };
      },
    });
    const there = '?negotiateVersion=1&to=https://b.example/hub';
    assert.equal(
      await negotiate(server, there),
      '{"negotiateVersion":1,"url":"https://b.example/hub","availableTransports":[]}',
    );
    assert.equal(
      await negotiate(server, there, { authorization: 'Bearer eva' }),
      '{"negotiateVersion":1,"url":"https://b.example/hub","accessToken":"for eva","availableTransports":[]}',
    );
    assert.equal(
      await negotiate(server, '?negotiateVersion=x&to=https://b.example/hub'),
      '{"error":"The client requested a non-integer protocol version."}',
    );
    assert.match(await negotiate(server, '?negotiateVersion=1'), /connectionToken/);
  });

  it('answers 500 and reports when the hook throws', async () => {
    const errors: unknown[] = [];
    const server = await serve({
      onError: error => errors.push(error),
      redirect: () => Promise.reject(new RangeError('no')),
    });
    assert.equal((await server.request('POST', '/hub/negotiate')).status, 500);
    assert.match(String(errors), /RangeError: no/);
  });

  it('and every other request is refused when its head is too long', async () => {
    const server = await serve();
    const get = (id: number, more = '') =>
      exchangeBytes(
        server.port,
        `GET /hub?id=${'x'.repeat(id)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more}\r\n`,
      );
    const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\n';
    assert.match(await get(8_000), /^HTTP\/1\.1 404 /);
    assert.match(await get(9_000), /^HTTP\/1\.1 414 URI Too Long\r\nConnection: close\r\n/);
    assert.match(await get(9_000, upgrade), /^HTTP\/1\.1 414 URI Too Long\r\nConnection: close\r\n/);
    // Node's own bound on all of a head.
    assert.match(await get(1, `X-Long: ${'x'.repeat(17_000)}\r\n`), /^HTTP\/1\.1 431 /);
  });
});
