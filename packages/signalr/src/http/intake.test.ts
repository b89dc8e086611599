import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { defineHub } from '../hub/define-hub.ts';
import { createSignalRServer } from '../server.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import type { HttpConnection } from '../testing/http-connections.ts';
import { negotiated, parsed, polling, records } from '../testing/http-connections.ts';
import type { ListeningServer } from '../testing/listening-server.ts';
import { listen } from '../testing/listening-server.ts';
import type { EndpointOptions } from './endpoint-options.ts';
import { Intake } from './intake.ts';

interface Contract {
  server: { echo(x: unknown): unknown; hold(): null };
  client: Record<never, never>;
}

const call = (target: string, ...values: unknown[]) => ({
  type: 1,
  invocationId: '1',
  target,
  arguments: values,
});
const result = (value: unknown) => ({ type: 3, invocationId: '1', result: value });

describe('what a client posts', () => {
  const clock = new FakeClock();
  let open: ListeningServer | undefined;
  /** Lets the call of `hold` go on. */
  let held = Promise.withResolvers<null>();
  const sockets: Socket[] = [];

  const hub = defineHub<Contract>({ methods: { echo: (_, x) => x, hold: () => held.promise } });

  async function serve(options: EndpointOptions = {}): Promise<ListeningServer> {
    const signalr = createSignalRServer({ clock });
    signalr.map('/hub', hub, options);
    open = await listen(signalr);
    return open;
  }

  /** A POST written by hand; its head has come to the server. */
  async function post({ server, path }: HttpConnection, head: string, body: string | Buffer = '') {
    const socket = connect(server.port, '127.0.0.1');
    sockets.push(socket);
    let answer = '';
    socket.on('data', chunk => {
      answer += chunk;
    });
    const arrived = server.arrival();
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${head}\r\n\r\n`);
    await arrived;
    socket.write(body);
    return {
      socket,
      /** The answer's head, once it is there. */
      async head(): Promise<string> {
        while (!answer.includes('\r\n\r\n')) await once(socket, 'data');
        return answer;
      },
    };
  }

  /** Whether an answer is not there even after others that were asked for later. */
  async function isAwaited(answer: Promise<unknown>): Promise<boolean> {
    for (let trips = 0; trips < 3; trips += 1) await open?.request('GET', '/elsewhere');
    return (await Promise.race([answer, turn('awaited')])) === 'awaited';
  }

  /** A POST of more than may wait behind a running call. */
  async function waitingPost(connection: HttpConnection) {
    await connection.send(call('hold'));
    const arrived = connection.server.arrival();
    const answer = connection.send(records(call('echo', 1)).repeat(3_000));
    await arrived;
    return { answer };
  }

  afterEach(async () => {
    held.resolve(null);
    held = Promise.withResolvers();
    for (const socket of sockets.splice(0)) socket.destroy();
    const closing = open?.close();
    clock.advance(20_000);
    await closing;
    open = undefined;
  });

  it('is kept if it comes before the first poll', async () => {
    const connection = await negotiated(await serve(), '/hub');
    const answer = await connection.send({ protocol: 'json', version: 1 }, call('echo', 1));
    assert.deepEqual(answer, { status: 200, type: 'text/plain', text: '' });
    await connection.send(call('echo', 2));
    await connection.poll();
    assert.deepEqual(parsed((await connection.poll()).text), [{}, result(1), result(2)]);
  });

  it('is kept for a WebSocket too', async () => {
    const server = await serve();
    const connection = await negotiated(server, '/hub');
    await connection.send({ protocol: 'json', version: 1 }, call('echo', 1));
    const client = await server.open(connection.path);
    assert(typeof client !== 'string');
    assert.deepEqual([await client.next(), await client.next()], [{}, result(1)]);
    assert.equal((await connection.send('x')).status, 405);
  });

  it('waits unread where more comes before the first poll than is kept', async () => {
    const server = await serve();
    const connection = await negotiated(server, '/hub');
    const arrived = server.arrival();
    const messages = [{ protocol: 'json', version: 1 }, ...Array(20_000).fill({ type: 6 }), call('echo', 1)];
    const answer = connection.send(...messages);
    await arrived;
    assert(await isAwaited(answer));
    await connection.poll();
    assert.equal((await answer).status, 200);
    assert.deepEqual(parsed((await connection.poll()).text), [{}, result(1)]);
  });

  it('is answered with 404 when the connection lapses before the first poll', async () => {
    const server = await serve();
    const connection = await negotiated(server, '/hub');
    const arrived = server.arrival();
    const answer = connection.send('x'.repeat(200_000));
    await arrived;
    clock.advance(17_000);
    assert.deepEqual(await answer, { status: 404, type: 'text/plain', text: '' });
  });

  it('is taken in the order in which it comes, one body after another', async () => {
    const connection = await polling(await serve(), '/hub');
    const message = records(call('echo', 'first'));
    const first = await post(connection, `Content-Length: ${message.length}`, message.slice(0, 10));
    const arrived = connection.server.arrival();
    const second = connection.send(call('echo', 'second'));
    await arrived;
    first.socket.write(message.slice(10));
    assert.match(await first.head(), /^HTTP\/1\.1 200 /);
    assert.equal((await second).status, 200);
    assert.deepEqual(parsed((await connection.poll()).text), [result('first'), result('second')]);
  });

  it('waits behind a running call, and is answered when it was taken', async () => {
    const connection = await polling(await serve(), '/hub');
    const { answer } = await waitingPost(connection);
    assert(await isAwaited(answer));
    held.resolve(null);
    assert.equal((await answer).status, 200);
    const heard: unknown[] = [];
    while (heard.length < 3_001) heard.push(...parsed((await connection.poll()).text));
  });

  it('may hold one message that is larger than what waits unread', async () => {
    const connection = await polling(await serve({ maximumReceiveMessageSize: 1_000_000 }), '/hub');
    const large = 'x'.repeat(500_000);
    assert.equal((await connection.send(call('echo', large))).status, 200);
    assert.deepEqual(parsed((await connection.poll()).text), [result(large)]);
  });

  it('is answered with 404 where the connection ends while it waits', async () => {
    const connection = await polling(await serve(), '/hub');
    const { answer } = await waitingPost(connection);
    await connection.delete();
    assert.deepEqual(await answer, { status: 404, type: 'text/plain', text: '' });
  });

  it('waits in a line of bounded length', async () => {
    const connection = await polling(await serve({ maximumWaitingSends: 1 }), '/hub');
    const { answer } = await waitingPost(connection);
    const arrived = connection.server.arrival();
    const second = connection.send({ type: 6 });
    await arrived;
    assert.equal((await connection.send({ type: 6 })).status, 429);
    held.resolve(null);
    assert.deepEqual([(await answer).status, (await second).status], [200, 200]);
  });

  it('holds its place no longer than its client is there', async () => {
    const connection = await polling(await serve({ maximumWaitingSends: 1 }), '/hub');
    await waitingPost(connection);
    const { socket } = await post(connection, 'Content-Length: 1', 'x');
    const departed = connection.server.departure();
    socket.destroy();
    await departed;
    const arrived = connection.server.arrival();
    const third = connection.send({ type: 6 });
    await arrived;
    held.resolve(null);
    assert.equal((await third).status, 200);
  });

  it('is refused when it says that it is too large, and the connection lives on', async () => {
    const connection = await polling(await serve({ maximumBodySize: 1_000 }), '/hub');
    const { head } = await post(connection, 'Content-Length: 1001');
    assert.match(await head(), /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/);
    await connection.send(call('echo', 1));
    assert.deepEqual(parsed((await connection.poll()).text), [result(1)]);
  });

  it('is refused when it turns out to be too large', async () => {
    const connection = await polling(await serve({ maximumBodySize: 1_000 }), '/hub');
    const chunk = records({ type: 6 }).repeat(20);
    const coded = `${chunk.length.toString(16)}\r\n${chunk}\r\n`;
    const { socket, head } = await post(connection, 'Transfer-Encoding: chunked');
    for (let sent = 0; sent + chunk.length <= 1_000; sent += chunk.length) socket.write(coded);
    socket.write(coded);
    assert.match(await head(), /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/);
    await connection.send(call('echo', 1));
    assert.deepEqual(parsed((await connection.poll()).text), [result(1)]);
  });

  it('is refused when it comes too slowly, and lets the next one in', async () => {
    const connection = await polling(await serve(), '/hub');
    const slow = await post(connection, 'Content-Length: 4000', 'x');
    const quick = await (async () => {
      const arrived = connection.server.arrival();
      const answer = connection.send({ type: 6 });
      await arrived;
      return { answer };
    })();
    clock.advance(5_000);
    assert(await isAwaited(quick.answer));
    clock.advance(1_000);
    assert.match(await slow.head(), /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/);
    assert.equal((await quick.answer).status, 200);
  });

  it('is not called slow while it waits for the connection', async () => {
    const connection = await polling(await serve(), '/hub');
    const { answer } = await waitingPost(connection);
    clock.advance(14_000);
    held.resolve(null);
    assert.equal((await answer).status, 200);
  });

  it('goes on in the next body where one broke off', async () => {
    const connection = await polling(await serve(), '/hub');
    const message = records(call('echo', 'whole'));
    const { socket } = await post(connection, 'Content-Length: 4000', message.slice(0, 10));
    const departed = connection.server.departure();
    socket.destroy();
    await departed;
    assert.equal((await connection.send(message.slice(10))).status, 200);
    assert.deepEqual(parsed((await connection.poll()).text), [result('whole')]);
  });

  it('has bounded room before the first poll, over all connections of an endpoint', async () => {
    const early = { held: 16_777_216 - 15 };
    const bounds = { maximumBodySize: 1_000, maximumWaitingSends: 1 };
    const [one, other] = [new Intake(bounds, early, clock), new Intake(bounds, early, clock)];
    open = await listen({
      ...createSignalRServer({ clock }),
      handleRequest(request, response) {
        if (request.url === '/one') one.accept(request, response);
        else if (request.url === '/other') other.accept(request, response);
        else return false;
        return true;
      },
    });
    const post = (path: string) => open?.request('POST', path, {}, { body: '0123456789' });
    assert.equal((await post('/one'))?.status, 200);
    const arrived = open.arrival();
    const waiting = post('/other');
    await arrived;
    assert(await isAwaited(Promise.resolve(waiting)));
    one.close();
    other.tick(clock.monotonic());
    assert.equal((await waiting)?.status, 200);
  });

  it('has to come unread: a body that somebody else has read is reported', async () => {
    const errors: unknown[] = [];
    const signalr = createSignalRServer({ clock });
    signalr.map('/hub', hub, { onError: error => errors.push(error) });
    open = await listen({
      ...signalr,
      handleRequest(request, response) {
        request.once('end', () => signalr.handleRequest(request, response)).resume();
        return true;
      },
    });
    const connection = await negotiated(open, '/hub');
    assert.equal((await connection.send({ type: 6 })).status, 500);
    assert.match(String(errors[0]), /^TypeError: request: its body was read before/);
  });
});
