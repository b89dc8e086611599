import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import type { RawEndpointOptions } from '../http/endpoint-options.ts';
import type { SignalRServer } from '../server.ts';
import { createSignalRServer } from '../server.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { negotiated } from '../testing/http-connections.ts';
import type { ListeningServer } from '../testing/listening-server.ts';
import { listen } from '../testing/listening-server.ts';
import type { ConnectionHandler, ConnectionsContext, RawConnection } from './raw-connection.ts';

type User = { readonly name: string } | undefined;

const echo: ConnectionHandler<User> = async connection => {
  for await (const chunk of connection) await connection.send(chunk);
};

describe('a raw connection', () => {
  const clock = new FakeClock();
  let signalr: SignalRServer;
  let open: ListeningServer | undefined;
  const errors: unknown[] = [];

  async function serve(
    handler: ConnectionHandler<User>,
    options: RawEndpointOptions<User> = {},
  ): Promise<{ server: ListeningServer; context: ConnectionsContext<User> }> {
    signalr = createSignalRServer({ clock });
    const context = signalr.mapConnections<User>('/raw', handler, {
      onError: (error, { during }) => errors.push(`${during}: ${error}`),
      ...options,
    });
    open = await listen(signalr);
    return { server: open, context };
  }

  async function socketOf(server: ListeningServer) {
    const client = await server.open('/raw');
    assert(typeof client !== 'string');
    return client;
  }

  afterEach(async () => {
    const closing = open?.close();
    clock.advance(20_000);
    await closing;
    open = undefined;
    errors.length = 0;
  });

  it('carries bytes over a WebSocket, as text unless it says otherwise', async () => {
    const { server } = await serve(async connection => {
      for await (const chunk of connection) {
        if (chunk.equals(Buffer.from('binary'))) connection.setFormat('Binary');
        await connection.send(chunk);
      }
    });
    const { socket } = await socketOf(server);
    for (const [sent, isBinary] of [
      [Buffer.of(120), false],
      ['binary', true],
      [Buffer.of(0, 255), true],
    ] as const) {
      socket.send('');
      socket.send(sent);
      assert.deepEqual(await once(socket, 'message'), [Buffer.from(sent), isBinary]);
    }
  });

  it('carries bytes over long polling', async () => {
    const { server } = await serve(echo);
    const connection = await negotiated(server, '/raw');
    await connection.poll();
    await connection.send('a\r\n', 'å');
    assert.deepEqual(await connection.poll(), {
      status: 200,
      type: 'application/octet-stream',
      text: 'a\r\nå',
    });
    assert.equal((await connection.delete()).status, 202);
  });

  it('carries text alone over server-sent events', async () => {
    const formats: unknown[] = [];
    const { server } = await serve(connection => {
      formats.push(connection.formats);
      connection.setFormat('Binary');
    });
    const connection = await negotiated(server, '/raw', { accept: 'text/event-stream' });
    assert.equal((await connection.poll()).text, ':\r\n');
    assert.deepEqual(formats, [['Text']]);
    assert.deepEqual(errors, ['handler: TypeError: format: this transport carries no Binary']);
  });

  it('is an event for each thing sent, a line for each of its lines', async () => {
    const { server } = await serve(async connection => {
      await connection.send('a\nb');
      await connection.send('');
      await connection.send('c');
    });
    const connection = await negotiated(server, '/raw', { accept: 'text/event-stream' });
    assert.equal((await connection.poll()).text, ':\r\ndata: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n');
  });

  it('is closed when its handler is done, with all that was sent', async () => {
    const { server, context } = await serve(connection => connection.send('"bye"\u001e'));
    const client = await socketOf(server);
    assert.equal(await client.next(), 'bye');
    assert.equal(await client.closed, 1000);
    const polled = await negotiated(server, '/raw');
    await polled.poll();
    assert.equal((await polled.poll()).text, '"bye"\u001e');
    assert.equal((await polled.poll()).status, 204);
    assert.equal((await polled.poll()).status, 404);
    assert.deepEqual([...context.connections()], []);
    assert.deepEqual(errors, []);
  });

  it('fails when its handler throws: 1011, and 500 to every poll', async () => {
    const { server } = await serve(async connection => {
      for await (const chunk of connection) throw new RangeError(String(chunk));
    });
    const client = await socketOf(server);
    client.socket.send('one');
    assert.equal(await client.closed, 1011);
    const polled = await negotiated(server, '/raw');
    await polled.poll();
    const arrived = server.arrival();
    const waiting = polled.poll();
    await arrived;
    await polled.send('two');
    assert.deepEqual(await waiting, { status: 500, type: 'text/plain', text: '' });
    assert.equal((await polled.poll()).status, 500);
    clock.advance(17_000);
    assert.equal((await polled.poll()).status, 404);
    assert.deepEqual(errors, ['handler: RangeError: one', 'handler: RangeError: two']);
  });

  it('is cut by abort: 1006, and 204 to a poll', async () => {
    const { server } = await serve(async connection => {
      for await (const _ of connection) connection.abort();
    });
    const client = await socketOf(server);
    client.socket.send('x');
    assert.equal(await client.closed, 1006);
    const polled = await negotiated(server, '/raw');
    await polled.poll();
    const arrived = server.arrival();
    const waiting = polled.poll();
    await arrived;
    await polled.send('x');
    assert.equal((await waiting).status, 204);
    assert.equal((await polled.poll()).status, 404);
  });

  it('ends for its handler when the client goes: the iteration and the signal', async () => {
    const ended = Promise.withResolvers<boolean>();
    const { server, context } = await serve(async connection => {
      await connection.send('"ready"\u001e');
      for await (const _ of connection) assert.fail('nothing was sent');
      ended.resolve(connection.signal.aborted);
    });
    const client = await socketOf(server);
    await client.next();
    assert.equal([...context.connections()].length, 1);
    client.socket.terminate();
    assert.equal(await ended.promise, true);
    assert.deepEqual([...context.connections()], []);
  });

  it('lets its peer wait while its handler reads nothing', async () => {
    const reads = Promise.withResolvers<void>();
    let taken = 0;
    const { server } = await serve(async connection => {
      await reads.promise;
      for await (const chunk of connection) taken += chunk.length;
    });
    const polled = await negotiated(server, '/raw');
    await polled.poll();
    let answered = false;
    const sending = polled.send('x'.repeat(1_000_000)).then(() => {
      answered = true;
    });
    for (let trips = 0; trips < 5; trips += 1) await server.request('GET', '/other');
    assert.equal(answered, false);
    reads.resolve();
    await sending;
    assert.ok(taken >= 1_000_000 - 65_536);
  });

  it('lets its handler wait while its peer reads nothing', async () => {
    let sent = 0;
    const { server } = await serve(async connection => {
      for (sent = 0; sent < 400; sent += 1) await connection.send('x'.repeat(100_000));
    });
    const { socket } = await socketOf(server);
    socket.pause();
    for (let before = -1; before !== sent || sent === 0; ) {
      before = sent;
      for (let turns = 0; turns < 100; turns += 1) await new Promise(resolve => setImmediate(resolve));
    }
    assert.ok(sent < 400, 'all was sent to nobody');
    socket.resume();
    await once(socket, 'close');
    assert.equal(sent, 400);
  });

  it('knows its user, its request and its notes, and can be ended from outside', async () => {
    const seen: unknown[] = [];
    const { server, context } = await serve(
      async connection => {
        connection.items.set('seen', true);
        seen.push(connection.user, connection.userIdentifier, connection.request.queryValue('ROOM'));
        await connection.send(`"${connection.connectionId}"\u001e`);
        for await (const _ of connection) assert.fail('nothing was sent');
      },
      {
        requireUser: true,
        authenticate: ({ bearer }) =>
          bearer === undefined ? null : { user: { name: bearer }, userIdentifier: bearer },
      },
    );
    assert.equal(await server.open('/raw'), '401');
    const client = await server.open('/raw?access_token=eva&room=5');
    assert(typeof client !== 'string');
    const id = await client.next();
    const [connection] = context.connections() as Iterable<RawConnection<User>>;
    assert.equal(connection?.connectionId, id);
    assert.equal(connection?.items.get('seen'), true);
    assert.deepEqual(seen, [{ name: 'eva' }, 'eva', '5']);
    connection?.close();
    assert.equal(await client.closed, 1000);
    const token = await server.token('/raw', { authorization: 'Bearer eva' });
    assert.equal(
      context.forgetNegotiated(user => user?.name === 'eva'),
      1,
    );
    assert.match(String(await server.open(`/raw?id=${token}&access_token=eva`)), /^404 /);
  });

  it('is closed when its credentials end, where it is told to', async () => {
    const { server } = await serve(echo, {
      closeOnAuthenticationExpiration: true,
      authenticate: () => ({ user: { name: 'eva' }, expiresAt: clock.now() + 5_000 }),
    });
    const client = await socketOf(server);
    clock.advance(5_000);
    assert.equal(await client.closed, 1000);
  });

  it('is refused a frame over its bound', async () => {
    const { server } = await serve(echo, { maximumFrameSize: 100 });
    const client = await socketOf(server);
    client.socket.send('x'.repeat(101));
    assert.equal(await client.closed, 1000);
  });

  it('is waited for when the server closes, with its handler', async () => {
    const last = Promise.withResolvers<void>();
    const { server } = await serve(async connection => {
      await connection.send('"ready"\u001e');
      for await (const _ of connection) assert.fail('nothing was sent');
      await last.promise;
    });
    const client = await socketOf(server);
    await client.next();
    let closed = false;
    const closing = signalr.close().then(() => {
      closed = true;
    });
    assert.equal(await client.closed, 1000);
    await server.request('GET', '/other');
    assert.equal(closed, false);
    last.resolve();
    await closing;
  });
});
