import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { afterEach, describe, it } from 'node:test';
import type { EndpointOptions } from '../http/endpoint-options.ts';
import { defineHub } from '../hub/define-hub.ts';
import type { HubContext } from '../hub/hub-context.ts';
import { messagePackHubProtocol } from '../message-pack/message-pack-hub-protocol.ts';
import { jsonHubProtocol } from '../protocol/json-hub-protocol.ts';
import { createSignalRServer } from '../server.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import type { HttpConnection } from '../testing/http-connections.ts';
import { negotiated } from '../testing/http-connections.ts';
import type { ListeningServer } from '../testing/listening-server.ts';
import { listen } from '../testing/listening-server.ts';

interface Contract {
  server: {
    echo(x: unknown): unknown;
    leave(): null;
    pour(items: number, bytes: number): AsyncIterable<string>;
  };
  client: { news(text: string): void };
}

const call = (target: string, ...values: unknown[]) => ({
  type: 1,
  invocationId: '1',
  target,
  arguments: values,
});
const result = (value: unknown) => ({ type: 3, invocationId: '1', result: value });
const handshake = { protocol: 'json', version: 1 };

/** An answer of server-sent events, read as it comes. */
class EventStream {
  readonly response: IncomingMessage;
  /** Whether it came to its end, or broke off. */
  readonly ended: Promise<'whole' | 'broken'>;
  /** The first bytes that came. */
  opening: string | undefined;
  readonly #events: string[] = [];
  #rest = '';

  constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8').on('error', () => {});
    this.ended = once(response, 'close').then(() => (response.complete ? 'whole' : 'broken'));
    response.on('data', chunk => {
      this.opening ??= chunk;
      const events = `${this.#rest}${chunk}`.split('\r\n\r\n');
      this.#rest = events.pop() ?? '';
      this.#events.push(...events);
    });
  }

  /** The next event's record, parsed. */
  async next(): Promise<unknown> {
    while (this.#events.length === 0) await once(this.response, 'data');
    const [, record = ''] = /data: (.*)\u001e$/s.exec(this.#events.shift() ?? '') ?? [];
    return JSON.parse(record);
  }
}

describe('server-sent events', () => {
  const clock = new FakeClock();
  let open: ListeningServer | undefined;
  let left = Promise.withResolvers<string>();
  let poured = 0;
  const streams: EventStream[] = [];

  const hub = defineHub<Contract>({
    onDisconnected: ctx => left.resolve(ctx.connectionId),
    methods: {
      echo: (_, x) => x,
      leave(ctx) {
        ctx.abort();
        return null;
      },
      pour: {
        async *stream(_, items, bytes) {
          for (poured = 0; poured < items; poured += 1) yield 'x'.repeat(bytes);
        },
      },
    },
  });

  async function serve(
    options: EndpointOptions = {},
  ): Promise<{ server: ListeningServer; context: HubContext<Contract>; close: () => Promise<void> }> {
    const signalr = createSignalRServer({ clock });
    const context = signalr.map('/hub', hub, options);
    open = await listen(signalr);
    return { server: open, context, close: () => signalr.close() };
  }

  async function listenTo({ path }: HttpConnection, headers: object = {}): Promise<EventStream> {
    const asked = get(`http://127.0.0.1:${open?.port}${path}`, {
      agent: false,
      headers: { accept: 'text/event-stream', ...headers },
    });
    const [response] = await once(asked, 'response');
    const stream = new EventStream(response);
    streams.push(stream);
    return stream;
  }

  async function started(server: ListeningServer) {
    const connection = await negotiated(server, '/hub');
    const stream = await listenTo(connection);
    await connection.send(handshake);
    assert.deepEqual(await stream.next(), {});
    return { connection, stream };
  }

  afterEach(async () => {
    for (const { response } of streams.splice(0)) response.destroy();
    await open?.close();
    open = undefined;
    left = Promise.withResolvers();
  });

  it('begin at once, with headers that keep them moving, and carry messages both ways', async () => {
    const { server } = await serve({ allowedOrigins: ['https://a.example'] });
    const connection = await negotiated(server, '/hub');
    const stream = await listenTo(connection, { origin: 'https://a.example' });
    if (stream.opening === undefined) await once(stream.response, 'data');
    assert.equal(stream.opening, ':\r\n');
    const { statusCode, headers } = stream.response;
    assert.equal(statusCode, 200);
    assert.equal(headers['content-type'], 'text/event-stream');
    assert.equal(headers['cache-control'], 'no-cache,no-store');
    assert.equal(headers.pragma, 'no-cache');
    assert.equal(headers['content-encoding'], 'identity');
    assert.equal(headers['x-accel-buffering'], 'no');
    assert.equal(headers['access-control-allow-origin'], 'https://a.example');
    assert.deepEqual(await connection.send(handshake), { status: 200, type: 'text/plain', text: '' });
    assert.deepEqual(await stream.next(), {});
    await connection.send(call('echo', 'a\nå'));
    assert.deepEqual(await stream.next(), result('a\nå'));
  });

  it('take what was posted before them', async () => {
    const { server } = await serve();
    const connection = await negotiated(server, '/hub');
    await connection.send(handshake, call('echo', 1));
    const stream = await listenTo(connection);
    assert.deepEqual([await stream.next(), await stream.next()], [{}, result(1)]);
  });

  it('carry no binary protocol', async () => {
    const { server } = await serve({ protocols: [jsonHubProtocol, messagePackHubProtocol] });
    const connection = await negotiated(server, '/hub');
    const stream = await listenTo(connection);
    await connection.send({ protocol: 'messagepack', version: 1 });
    assert.deepEqual(await stream.next(), {
      error:
        "Cannot use the 'messagepack' protocol on the current transport. The transport does not support 'Binary' transfer format.",
    });
    assert.equal(await stream.ended, 'whole');
  });

  it('are one to a connection, which nothing else carries', async () => {
    const { server } = await serve();
    const { connection, stream } = await started(server);
    connection.headers = { accept: 'text/event-stream' };
    assert.deepEqual(await connection.poll(), { status: 409, type: 'text/plain', text: '' });
    connection.headers = {};
    const cannot = 'Cannot change transports mid-connection';
    assert.equal((await connection.poll()).text, cannot);
    assert.equal(await server.open(connection.path), `400 ${cannot}`);
    assert.equal(
      (await connection.delete()).text,
      'Cannot terminate this connection using the DELETE endpoint.',
    );
    await connection.send(call('echo', 'unharmed'));
    assert.deepEqual(await stream.next(), result('unharmed'));
  });

  it('end with the connection, after the last event', async () => {
    const { server } = await serve();
    const { connection, stream } = await started(server);
    await connection.send(call('leave'));
    assert.deepEqual(await stream.next(), { type: 7 });
    assert.equal(await stream.ended, 'whole');
    assert.equal((await connection.send('x')).status, 404);
  });

  it('end the connection when their client goes', async () => {
    const { server, context } = await serve();
    const { stream } = await started(server);
    const [{ connectionId } = assert.fail('no connection')] = [...context.connections()];
    stream.response.destroy();
    assert.equal(await left.promise, connectionId);
  });

  it('bring pings, which a poll does without', async () => {
    const { server } = await serve();
    const { stream } = await started(server);
    clock.advance(15_000);
    assert.deepEqual(await stream.next(), { type: 6 });
  });

  it('tell everyone to come back when the server closes', async () => {
    const { server, close } = await serve();
    const { stream } = await started(server);
    const closing = close();
    assert.deepEqual(await stream.next(), { type: 7, allowReconnect: true });
    assert.equal(await stream.ended, 'whole');
    await closing;
  });

  it('cut a client off that leaves too much unread, and serve the others meanwhile', async () => {
    const { server, context } = await serve({ maximumSendBuffer: 100_000 });
    const slow = await started(server);
    const [{ connectionId } = assert.fail('no connection')] = [...context.connections()];
    const quick = await started(server);
    slow.stream.response.pause();
    const text = 'x'.repeat(500_000);
    for (let sent = 0; sent < 200 && [...context.connections()].length === 2; sent += 1) {
      context.clients.all.send('news', text);
      assert.deepEqual(await quick.stream.next(), { type: 1, target: 'news', arguments: [text] });
    }
    assert.equal(await left.promise, connectionId);
    await quick.connection.send(call('echo', 'on'));
    assert.deepEqual(await quick.stream.next(), result('on'));
  });

  it('cut a client off that takes nothing for the send timeout', async () => {
    const { server, context } = await serve({ maximumSendBuffer: 1e9 });
    const { stream } = await started(server);
    let over = false;
    const ended = left.promise.then(() => {
      over = true;
    });
    stream.response.pause();
    context.clients.all.send('news', 'x'.repeat(30_000_000));
    await new Promise(resolve => setImmediate(resolve));
    clock.advance(10_000);
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(over, false);
    clock.advance(2_000);
    await ended;
  });

  it('let a stream wait for a client that reads slowly, and lose none of it', async () => {
    const { server } = await serve();
    const { connection, stream } = await started(server);
    stream.response.pause();
    await connection.send({ ...call('pour', 400, 100_000), type: 4 });
    for (let before = -1; before !== poured || poured === 0; ) {
      before = poured;
      for (let turns = 0; turns < 100; turns += 1) await new Promise(resolve => setImmediate(resolve));
    }
    assert.ok(poured < 400, 'the producer was asked for all of it');
    stream.response.resume();
    for (let n = 0; n < 400; n += 1) await stream.next();
    assert.deepEqual(await stream.next(), { type: 3, invocationId: '1' });
  });
});
