import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import type { EndpointOptions } from './http/endpoint-options.ts';
import { defineHub } from './hub/define-hub.ts';
import type { HubContext } from './hub/hub-context.ts';
import { streamOf } from './hub/stream-of.ts';
import type { SignalRServer } from './server.ts';
import { createSignalRServer } from './server.ts';
import { FakeClock } from './testing/fake-clock.ts';
import type { ListeningServer, WebSocketClient } from './testing/listening-server.ts';
import { exchangeBytes, listen } from './testing/listening-server.ts';

interface Contract {
  server: {
    echo(x: unknown): unknown;
    who(): string;
    flood(bytes: number): null;
    pour(items: number, bytes: number): AsyncIterable<string>;
    fill(items: AsyncIterable<unknown>): number;
  };
  client: { news(text: string): void };
}
type User = { readonly name: string } | undefined;

/** Items that `pour` was asked for. */
let poured = 0;

/** Until it is open, `fill` reads nothing. */
const tap = Promise.withResolvers<void>();

const hub = defineHub<Contract, User>({
  methods: {
    echo: (_, x) => x,
    who: ctx => ctx.user?.name ?? 'nobody',
    pour: {
      async *stream(_, items, bytes) {
        for (poured = 0; poured < items; poured += 1) yield `${poured} ${'x'.repeat(bytes)}`;
      },
    },
    fill: {
      args: [streamOf()],
      async handle(_, items) {
        await tap.promise;
        let filled = 0;
        for await (const _ of items) filled += 1;
        return filled;
      },
    },
    flood(ctx, bytes) {
      ctx.clients.caller.send('news', 'x'.repeat(bytes));
      return null;
    },
  },
});

const call = (target: string, ...values: unknown[]) => ({
  type: 1,
  invocationId: '1',
  target,
  arguments: values,
});

const byBearer: EndpointOptions<User>['authenticate'] = ({ bearer }) =>
  bearer === undefined ? null : { user: { name: bearer }, userIdentifier: bearer };

describe('a server', () => {
  const clock = new FakeClock();
  let open: ListeningServer | undefined;

  async function serve(options: EndpointOptions<User> = {}): Promise<{
    signalr: SignalRServer;
    server: ListeningServer;
    context: HubContext<Contract, User>;
  }> {
    const signalr = createSignalRServer({ clock });
    const context = signalr.map('/Hub', hub, options);
    open = await listen(signalr);
    return { signalr, server: open, context };
  }

  function opened(client: WebSocketClient | string): WebSocketClient {
    assert(typeof client !== 'string', `refused: ${client}`);
    return client;
  }

  afterEach(async () => {
    await open?.close();
    open = undefined;
  });

  it('leaves alone what is not a hub', async () => {
    const { server } = await serve();
    const answer = await server.request('GET', '/other');
    assert.equal(await answer.text(), 'not a hub');
  });

  it('opens one socket for a token, which names nothing after', async () => {
    const { server, context } = await serve();
    const path = `/hub?id=${await server.token('/hub')}`;
    const client = await server.connect(path);
    assert.equal(await server.open(path), '409');
    const [connection] = context.connections();
    assert(connection !== undefined);
    const over = once(connection.signal, 'abort');
    client.socket.close();
    await over;
    assert.equal(await server.open(path), '404 No Connection with that ID');
  });

  it('does not open a socket for a connection id under negotiate version 1', async () => {
    const { server } = await serve();
    const answer = await server.request('POST', '/hub/negotiate?negotiateVersion=1');
    const { connectionId } = (await answer.json()) as { connectionId: string };
    assert.equal(await server.open(`/hub?id=${connectionId}`), '404 No Connection with that ID');
  });

  it('lets a token lapse that nobody uses', async () => {
    const { server } = await serve();
    const [early, late] = [await server.token('/hub'), await server.token('/hub')];
    clock.advance(15_000);
    opened(await server.open(`/hub?id=${early}`));
    clock.advance(1);
    assert.equal(await server.open(`/hub?id=${late}`), '404 No Connection with that ID');
  });

  it('bounds how many tokens wait', async () => {
    const { server } = await serve({ maximumNegotiated: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await server.request('POST', '/hub/negotiate')).status);
    assert.deepEqual(statuses, [200, 200, 503]);
    clock.advance(16_000);
    assert.equal((await server.request('POST', '/hub/negotiate')).status, 200);
  });

  it('refuses a socket without negotiate where it is told to', async () => {
    const { server } = await serve({ allowSkipNegotiation: false });
    assert.equal(await server.open('/hub'), '400 Connection ID required');
    opened(await server.open(`/hub?id=${await server.token('/hub')}`));
  });

  it('refuses tokens in addresses where it is told to', async () => {
    const { server } = await serve({ acceptQueryToken: false, authenticate: byBearer });
    const answer = await server.request('POST', '/hub/negotiate?negotiateVersion=1&Access_Token=eva');
    assert.equal(answer.status, 400);
    assert.match(String(await server.open('/hub?access_token=eva')), /^400 /);
  });

  it('answers 401 with an empty body where there is no user', async () => {
    const { server } = await serve({ requireUser: true, authenticate: byBearer });
    const answer = await server.request('POST', '/hub/negotiate');
    assert.deepEqual([answer.status, await answer.text()], [401, '']);
    assert.equal(await server.open('/hub'), '401');
    assert.equal(await server.open('/hub?id=unknown'), '401');
  });

  it('answers a request as authentication refuses it, negotiate and upgrade alike', async () => {
    const body = '{"code":"too_many"}';
    const refusal = { status: 429, type: 'application/problem+json', body } as const;
    const { server } = await serve({ authenticate: () => ({ refusal }) });
    const answer = await server.request('POST', '/hub/negotiate');
    assert.deepEqual([answer.status, await answer.text()], [429, body]);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    assert.equal(await server.open('/hub'), `429 ${body}`);
  });

  it('answers 500 and goes on when authentication throws', async () => {
    const errors: unknown[] = [];
    const { server } = await serve({
      onError: (_, place) => errors.push(place.during),
      authenticate: () => Promise.reject(new Error('the store is away')),
    });
    assert.equal((await server.request('POST', '/hub/negotiate')).status, 500);
    assert.equal(await server.open('/hub'), '500');
    assert.deepEqual(errors, ['authenticate', 'authenticate']);
  });

  it('tells the hook what negotiate established, so that a browser needs nothing but its token', async () => {
    const { server } = await serve({
      allowedOrigins: ['https://a.example', 'https://b.example'],
      requireUser: true,
      authenticate(request) {
        if (request.purpose === 'negotiate') return byBearer(request);
        const { negotiated } = request;
        return negotiated?.origin === request.origin ? negotiated?.authentication : null;
      },
    });
    const origin = 'https://a.example';
    const token = await server.token('/hub', { authorization: 'Bearer eva', origin });
    assert.equal(await server.open(`/hub?id=${token}`, { origin: 'https://b.example' }), '401');
    const client = opened(await server.open(`/hub?id=${token}`, { origin }));
    client.send({ protocol: 'json', version: 1 }, call('who'));
    assert.deepEqual(await client.next(), {});
    assert.deepEqual(await client.next(), { type: 3, invocationId: '1', result: 'eva' });
  });

  it('opens sockets for its own pages and those of allowed origins, and for no other', async () => {
    const { server } = await serve({ allowedOrigins: origin => origin === 'https://a.example' });
    opened(await server.open('/hub', { origin: `http://127.0.0.1:${server.port}` }));
    opened(await server.open('/hub', { origin: 'https://a.example' }));
    for (const origin of ['https://a.example.evil.example', 'http://127.0.0.1', 'null', '%']) {
      assert.equal(await server.open('/hub', { origin }), '403', origin);
    }
  });

  it('lets pages of allowed origins read answers, with credentials, refusals too', async () => {
    const { server } = await serve({ allowedOrigins: ['https://a.example'], requireUser: true });
    const header = 'access-control-allow-origin';
    const allowed = await server.request('POST', '/hub/negotiate', { origin: 'https://a.example' });
    assert.equal(allowed.headers.get(header), 'https://a.example');
    assert.equal(allowed.headers.get('access-control-allow-credentials'), 'true');
    const other = await server.request('POST', '/hub/negotiate', { origin: 'https://b.example' });
    assert.equal(other.headers.get(header), null);
  });

  it('cuts the connections that a predicate names, and takes back tokens not used yet', async () => {
    const { server, context } = await serve({ authenticate: byBearer });
    const token = await server.token('/hub', { authorization: 'Bearer eva' });
    const [eva, bo] = await Promise.all([
      server.connect('/hub?access_token=eva'),
      server.connect('/hub?access_token=bo'),
    ]);
    const shaking = opened(await server.open('/hub?access_token=eva'));
    const isEva = (name: string | undefined) => name === 'eva';
    assert.equal(
      context.abortWhere(({ user }) => isEva(user?.name)),
      2,
    );
    assert.equal(
      context.forgetNegotiated(user => isEva(user?.name)),
      1,
    );
    assert.deepEqual(await eva.next(), { type: 7 });
    assert.deepEqual(await Promise.all([eva.closed, shaking.closed]), [1000, 1000]);
    assert.equal(await server.open(`/hub?id=${token}`), '404 No Connection with that ID');
    bo.send(call('echo', 'still here'));
    assert.deepEqual(await bo.next(), { type: 3, invocationId: '1', result: 'still here' });
    assert.deepEqual(
      [...context.connections()].map(({ user }) => user?.name),
      ['bo'],
    );
  });

  it('tells everyone to come back when it closes, and lets nobody in after', async () => {
    const { server, signalr } = await serve();
    const token = await server.token('/hub');
    const client = await server.connect('/hub');
    const closing = signalr.close();
    assert.deepEqual(await client.next(), { type: 7, allowReconnect: true });
    assert.equal(await client.closed, 1000);
    await closing;
    assert.equal((await server.request('POST', '/hub/negotiate')).status, 503);
    assert.equal(await server.open(`/hub?id=${token}`), '503');
  });

  it('says that a frame over its bound is too large, as of any other message', async () => {
    const { server } = await serve({ enableDetailedErrors: true, maximumReceiveMessageSize: 100 });
    const client = await server.connect('/hub');
    client.send(call('echo', 'x'.repeat(100_000)));
    assert.deepEqual(await client.next(), {
      type: 7,
      error:
        'Connection closed with an error. InvalidDataException: The maximum message size of 100B was exceeded. The message size can be configured in AddHubOptions.',
      allowReconnect: true,
    });
    assert.equal(await client.closed, 1000);
  });

  it('takes many messages in one frame, and sends a large one whole', async () => {
    const { server } = await serve({ maximumReceiveMessageSize: 100 });
    const client = await server.connect('/hub');
    client.send(...Array.from({ length: 200 }, () => call('echo', 1)), call('flood', 200_000));
    for (let i = 0; i < 200; i++) await client.next();
    assert.deepEqual(await client.next(), { type: 1, target: 'news', arguments: ['x'.repeat(200_000)] });
  });

  it('cuts off a client that leaves too much unread, and serves the others meanwhile', async () => {
    const statuses: string[] = [];
    const { server, context } = await serve({
      maximumSendBuffer: 100_000,
      observer: { connectionEnded: (_, { status }) => void statuses.push(status) },
    });
    const [slow, quick] = await Promise.all([server.connect('/hub'), server.connect('/hub')]);
    const gone = [...context.connections()].map(({ signal }) => once(signal, 'abort'));
    slow.socket.pause();
    const text = 'x'.repeat(500_000);
    let over = false;
    const cut = Promise.race(gone).then(() => {
      over = true;
    });
    for (let i = 0; i < 200 && !over; i++) {
      context.clients.all.send('news', text);
      assert.deepEqual(await quick.next(), { type: 1, target: 'news', arguments: [text] });
    }
    await cut;
    quick.send(call('echo', 'on'));
    assert.deepEqual(await quick.next(), { type: 3, invocationId: '1', result: 'on' });
    assert.equal([...context.connections()].length, 1);
    assert.deepEqual(statuses, ['too_slow']);
  });

  it('lets a stream wait for a client that reads slowly, and loses none of it', async () => {
    const { server } = await serve();
    const client = await server.connect('/hub');
    const closed = client.closed.then(() => assert.fail('cut off'));
    client.socket.pause();
    client.send({ ...call('pour', 400, 100_000), type: 4 });
    for (let before = -1; before !== poured || poured === 0; ) {
      before = poured;
      for (let turns = 0; turns < 100; turns += 1) await new Promise(resolve => setImmediate(resolve));
    }
    assert.ok(poured < 400, 'the producer was asked for all of it');
    client.socket.resume();
    for (let n = 0; n < 400; n += 1) {
      const { item } = (await Promise.race([client.next(), closed])) as { readonly item: string };
      assert.equal(item.slice(0, 5).split(' ')[0], String(n));
    }
    assert.deepEqual(await client.next(), { type: 3, invocationId: '1' });
  });

  it('leaves bytes on the socket of a client whose upload is not read, and loses none of it', async () => {
    const { server } = await serve();
    const client = await server.connect('/hub');
    const items = Array.from({ length: 1_000 }, () => ({
      type: 2,
      invocationId: 'u',
      item: 'x'.repeat(30_000),
    }));
    client.send({ ...call('fill'), streamIds: ['u'] });
    for (const item of items) client.send(item);
    client.send({ type: 3, invocationId: 'u' });
    for (let before = -1; before !== client.socket.bufferedAmount; ) {
      before = client.socket.bufferedAmount;
      for (let turns = 0; turns < 100; turns += 1) await new Promise(resolve => setImmediate(resolve));
    }
    assert.ok(client.socket.bufferedAmount > 0, 'all was taken');
    tap.resolve();
    assert.deepEqual(await client.next(), { type: 3, invocationId: '1', result: 1_000 });
  });

  it('cuts off a client that takes nothing for the send timeout', async () => {
    const statuses: string[] = [];
    const { server, context } = await serve({
      maximumSendBuffer: 1e9,
      observer: { connectionEnded: (_, { status }) => void statuses.push(status) },
    });
    const slow = await server.connect('/hub');
    const [connection] = context.connections();
    assert(connection !== undefined);
    slow.socket.pause();
    context.clients.all.send('news', 'x'.repeat(30_000_000));
    await new Promise(resolve => setImmediate(resolve));
    clock.advance(10_000);
    assert.equal(connection.signal.aborted, false);
    const gone = once(connection.signal, 'abort');
    clock.advance(2_000);
    await gone;
    assert.deepEqual(statuses, ['too_slow']);
  });

  it('outlives requests that are no WebSocket at all', async () => {
    const { server } = await serve();
    const upgrade = (path: string, more: string) =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${more}\r\n\r\n`;
    assert.match(await exchangeBytes(server.port, upgrade('/hub', 'websocket')), /^HTTP\/1\.1 400 /);
    assert.match(await exchangeBytes(server.port, upgrade('/hub', 'h2c')), /^HTTP\/1\.1 400 /);
    assert.match(
      await exchangeBytes(server.port, upgrade('/hub/negotiate', 'websocket')),
      /^HTTP\/1\.1 405 /,
    );
    const client = await server.connect('/hub');
    client.send(call('who'));
    assert.deepEqual(await client.next(), { type: 3, invocationId: '1', result: 'nobody' });
  });

  it('has one hub to a path, and options within their ranges', () => {
    const signalr = createSignalRServer({ clock });
    signalr.map('/a', hub);
    assert.throws(() => signalr.map('/A/', hub), TypeError);
    assert.throws(() => signalr.map('b', hub), TypeError);
    assert.throws(() => signalr.map('/c', hub, { keepAliveInterval: 0 }), /keepAliveInterval/);
    assert.throws(
      () => signalr.map('/c', hub, { maximumReceiveMessageSize: -1 }),
      /maximumReceiveMessageSize/,
    );
    assert.throws(() => signalr.map('/c', hub, { transports: [] }), /transports/);
    assert.throws(() => signalr.map('/c', hub, { pollTimeout: 0 }), /pollTimeout/);
    assert.throws(() => signalr.map('/c', hub, { maximumBodySize: 0 }), /maximumBodySize/);
    assert.throws(() => signalr.map('/c', hub, { maximumWaitingSends: 0.5 }), /maximumWaitingSends/);
    assert.throws(() => signalr.mapConnections('/a', () => {}), /mapped already/);
    assert.throws(() => signalr.mapConnections('/c', () => {}, { maximumFrameSize: 0 }), /maximumFrameSize/);
  });
});
