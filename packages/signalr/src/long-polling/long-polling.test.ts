import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import type { EndpointOptions } from '../http/endpoint-options.ts';
import { defineHub } from '../hub/define-hub.ts';
import type { HubContext } from '../hub/hub-context.ts';
import { createSignalRServer } from '../server.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import type { HttpConnection } from '../testing/http-connections.ts';
import { negotiated, parsed, polling } from '../testing/http-connections.ts';
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
type User = { readonly name: string } | undefined;

const call = (target: string, ...values: unknown[]) => ({
  type: 1,
  invocationId: '1',
  target,
  arguments: values,
});
const result = (value: unknown) => ({ type: 3, invocationId: '1', result: value });
const news = (text: string) => ({ type: 1, target: 'news', arguments: [text] });

describe('long polling', () => {
  const clock = new FakeClock();
  let open: ListeningServer | undefined;
  let left: string[] = [];
  let poured = 0;

  const hub = defineHub<Contract, User>({
    onDisconnected(ctx) {
      left.push(ctx.connectionId);
    },
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
    options: EndpointOptions<User> = {},
  ): Promise<{ server: ListeningServer; context: HubContext<Contract, User>; close: () => Promise<void> }> {
    const signalr = createSignalRServer({ clock });
    const context = signalr.map('/hub', hub, options);
    open = await listen(signalr);
    return { server: open, context, close: () => signalr.close() };
  }

  /** A poll that has come and waits. */
  async function waitingPoll(connection: HttpConnection, signal?: AbortSignal) {
    const arrived = connection.server.arrival();
    const answer = connection.poll(signal);
    await arrived;
    return { answer };
  }

  /** Polls without reading the answer, until the operating system takes no more of it. */
  async function unreadPoll(connection: HttpConnection, context: HubContext<Contract, User>, text: string) {
    const socket = connect(connection.server.port, '127.0.0.1');
    socket.pause();
    const arrived = connection.server.arrival();
    socket.write(`GET ${connection.path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await arrived;
    context.clients.all.send('news', text);
    await new Promise(resolve => setImmediate(resolve));
    return socket;
  }

  afterEach(async () => {
    const closing = open?.close();
    // Nobody polls any more.
    clock.advance(20_000);
    await closing;
    open = undefined;
    left = [];
  });

  it('answers the first poll at once and empty, then each with all that waits', async () => {
    const { server } = await serve();
    const connection = await negotiated(server, '/hub');
    assert.deepEqual(await connection.poll(), { status: 200, type: 'application/octet-stream', text: '' });
    await connection.send({ protocol: 'json', version: 1 }, call('echo', 1), call('echo', 'å'));
    const answer = await connection.poll();
    assert.equal(answer.type, 'application/octet-stream');
    assert.deepEqual(parsed(answer.text), [{}, result(1), result('å')]);
    const { answer: later } = await waitingPoll(connection);
    await connection.send(call('echo', 2));
    assert.deepEqual(parsed((await later).text), [result(2)]);
  });

  it('shows the hub the request of the first poll', async () => {
    const { server, context } = await serve();
    const connection = await negotiated(server, '/hub', { 'x-poll': 'first' });
    await connection.poll();
    connection.headers = { 'x-poll': 'second' };
    await connection.send({ protocol: 'json', version: 1 });
    await connection.poll();
    const [{ request } = assert.fail('no connection')] = [...context.connections()];
    assert.equal(request.headers['x-poll'], 'first');
  });

  it('keeps answers out of caches, and lets allowed origins read them', async () => {
    const { server } = await serve({ allowedOrigins: ['https://a.example'] });
    const { path } = await negotiated(server, '/hub');
    const { headers } = await server.request('GET', path, { origin: 'https://a.example' });
    assert.deepEqual(
      ['cache-control', 'pragma', 'expires', 'access-control-allow-origin'].map(name => headers.get(name)),
      ['no-cache, no-store', 'no-cache', 'Thu, 01 Jan 1970 00:00:00 GMT', 'https://a.example'],
    );
  });

  it('ends a poll that has waited for the poll timeout, and the connection lives on', async () => {
    const { server } = await serve();
    const connection = await polling(server, '/hub');
    const { answer } = await waitingPoll(connection);
    clock.advance(89_000);
    const echoed = connection.send(call('echo', 'nothing came before this'));
    assert.deepEqual(parsed((await answer).text), [result('nothing came before this')]);
    await echoed;
    const { answer: second } = await waitingPoll(connection);
    clock.advance(90_000);
    assert.deepEqual(await second, { status: 200, type: 'text/plain', text: '' });
    await connection.send(call('echo', 1));
    assert.deepEqual(parsed((await connection.poll()).text), [result(1)]);
  });

  it('ends a poll when a newer one comes, which gets what comes after', async () => {
    const { server } = await serve();
    const connection = await polling(server, '/hub');
    const { answer: first } = await waitingPoll(connection);
    const { answer: second } = await waitingPoll(connection);
    assert.deepEqual(await first, { status: 204, type: 'text/plain', text: '' });
    await connection.send(call('echo', 1));
    assert.deepEqual(parsed((await second).text), [result(1)]);
  });

  it('refuses the second of two polls that would end the same one', async () => {
    const { server } = await serve();
    const connection = await polling(server, '/hub');
    const { answer: first } = await waitingPoll(connection);
    const socket = connect(server.port, '127.0.0.1');
    let answers = '';
    socket.on('data', chunk => {
      answers += chunk;
    });
    const arrived = server.arrival(2);
    socket.write(`GET ${connection.path} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(2));
    await arrived;
    assert.equal((await first).status, 204);
    await connection.send(call('echo', 1));
    while (!answers.includes(' 409 ')) await once(socket, 'data');
    socket.destroy();
    assert.match(answers, /^HTTP\/1\.1 200 .+"result":1}\u001eHTTP\/1\.1 409 Conflict\r\n/s);
  });

  it('loses nothing when the client of a waiting poll goes', async () => {
    const { server } = await serve();
    const connection = await polling(server, '/hub');
    const gone = new AbortController();
    const { answer } = await waitingPoll(connection, gone.signal);
    const departed = server.departure();
    gone.abort();
    await assert.rejects(answer);
    await departed;
    await connection.send(call('echo', 1));
    assert.deepEqual(parsed((await connection.poll()).text), [result(1)]);
  });

  it('takes a client for gone that has closed its side of the socket', async () => {
    const { server } = await serve();
    const connection = await polling(server, '/hub');
    const socket = connect(server.port, '127.0.0.1');
    const arrived = server.arrival();
    socket.write(`GET ${connection.path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await arrived;
    const departed = server.departure();
    socket.end();
    await departed;
    await connection.send(call('echo', 1));
    assert.deepEqual(parsed((await connection.poll()).text), [result(1)]);
  });

  for (const reset of [false, true]) {
    it(`gives an answer again that was not read to its end (${reset ? 'reset' : 'closed'})`, async () => {
      const { server, context } = await serve({ maximumSendBuffer: 1e9 });
      const connection = await polling(server, '/hub');
      const text = 'x'.repeat(20_000_000);
      const socket = await unreadPoll(connection, context, text);
      const next = connection.poll();
      await server.arrival();
      context.clients.all.send('news', 'after it');
      if (reset) socket.resetAndDestroy();
      else socket.destroy();
      assert.deepEqual(parsed((await next).text), [news(text), news('after it')]);
    });
  }

  it('gives an answer again that was cut on this side before it was read', async () => {
    const { server, context } = await serve({ maximumSendBuffer: 1e9 });
    const connection = await polling(server, '/hub');
    const text = 'x'.repeat(20_000_000);
    const socket = await unreadPoll(connection, context, text);
    const departed = server.departure();
    server.cut();
    await departed;
    await new Promise(resolve => setImmediate(resolve));
    socket.destroy();
    assert.deepEqual(parsed((await connection.poll()).text), [news(text)]);
  });

  it('ends a connection that nobody polls, whatever is posted to it', async () => {
    const { server, context } = await serve();
    const connection = await polling(server, '/hub');
    const [{ connectionId } = assert.fail('no connection')] = [...context.connections()];
    clock.advance(15_000);
    assert.equal((await connection.send(call('echo', 1))).status, 200);
    assert.deepEqual(left, []);
    clock.advance(1_000);
    assert.deepEqual(left, [connectionId]);
    assert.deepEqual(await connection.poll(), {
      status: 404,
      type: 'text/plain',
      text: 'No Connection with that ID',
    });
    assert.equal((await connection.send(call('echo', 1))).status, 404);
  });

  it('lets a client fetch what a closed connection has left, and then has done', async () => {
    const { server } = await serve();
    const connection = await polling(server, '/hub');
    await connection.send(call('echo', 1), call('leave'));
    assert.equal((await connection.send(call('echo', 'to nobody'))).status, 200);
    assert.deepEqual(parsed((await connection.poll()).text), [result(1), { type: 7 }]);
    assert.deepEqual(await connection.poll(), { status: 204, type: 'text/plain', text: '' });
    assert.equal((await connection.poll()).status, 404);
  });

  it('ends at DELETE, with the poll that waits', async () => {
    const { server } = await serve();
    const connection = await polling(server, '/hub');
    const { answer } = await waitingPoll(connection);
    assert.deepEqual(await connection.delete(), { status: 202, type: 'text/plain', text: '' });
    assert.equal((await answer).status, 204);
    assert.equal(left.length, 1);
    assert.equal((await connection.delete()).status, 404);
  });

  it('drops at DELETE what the client has not fetched', async () => {
    const { server } = await serve();
    const connection = await polling(server, '/hub');
    await connection.send(call('echo', 1));
    await connection.delete();
    assert.equal((await connection.poll()).status, 404);
  });

  it('ends polls that wait for one another all together', async () => {
    const { server, context } = await serve({ maximumSendBuffer: 1e9 });
    const connection = await polling(server, '/hub');
    const socket = await unreadPoll(connection, context, 'x'.repeat(20_000_000));
    const { answer: next } = await waitingPoll(connection);
    await connection.delete();
    assert.equal((await next).status, 204);
    socket.destroy();
  });

  it('cuts a client off that takes nothing of an answer for the send timeout', async () => {
    const { server, context } = await serve({ maximumSendBuffer: 1e9 });
    const connection = await polling(server, '/hub');
    const socket = await unreadPoll(connection, context, 'x'.repeat(20_000_000));
    clock.advance(10_000);
    assert.deepEqual(left, []);
    clock.advance(2_000);
    assert.equal(left.length, 1);
    socket.resume();
    await once(socket, 'close');
  });

  it('cuts a client off that leaves too much unfetched, and no other', async () => {
    const { server, context } = await serve({ maximumSendBuffer: 1_000 });
    const slow = await polling(server, '/hub');
    const [{ connectionId } = assert.fail('no connection')] = [...context.connections()];
    const quick = await polling(server, '/hub');
    const { answer } = await waitingPoll(quick);
    context.clients.all.send('news', 'x'.repeat(2_000));
    await answer;
    assert.deepEqual(left, []);
    context.clients.all.send('news', 'more');
    assert.deepEqual(left, [connectionId]);
    assert.equal((await slow.poll()).status, 404);
    assert.deepEqual(parsed((await quick.poll()).text), [news('more')]);
  });

  it('lets a stream wait for the polls', async () => {
    const { server } = await serve();
    const connection = await polling(server, '/hub');
    await connection.send({ ...call('pour', 100, 10_000), type: 4 });
    for (let turns = 0; turns < 200; turns += 1) await new Promise(resolve => setImmediate(resolve));
    assert.ok(poured < 20, `the producer was asked for ${poured} of 100`);
    const heard: unknown[] = [];
    while (heard.length < 101) heard.push(...parsed((await connection.poll()).text));
    assert.deepEqual(heard.at(-1), { type: 3, invocationId: '1' });
  });

  it('tells everyone to come back when the server closes, also those that poll later', async () => {
    const { server, close } = await serve();
    const [waiting, away, never] = [
      await polling(server, '/hub'),
      await polling(server, '/hub'),
      await polling(server, '/hub'),
    ];
    const { answer } = await waitingPoll(waiting);
    const closing = close();
    const goodbye = [{ type: 7, allowReconnect: true }];
    assert.deepEqual(parsed((await answer).text), goodbye);
    assert.deepEqual(parsed((await away.poll()).text), goodbye);
    assert.equal((await away.poll()).status, 204);
    await waiting.delete();
    clock.advance(16_000);
    await closing;
    assert.equal((await never.poll()).status, 503);
  });

  describe('asks anew whose each request is', () => {
    const byBearer: EndpointOptions<User>['authenticate'] = ({ bearer }) => {
      if (bearer === undefined) return null;
      const [name = '', seconds] = bearer.split(':');
      return {
        user: { name },
        userIdentifier: name,
        ...(seconds === undefined ? undefined : { expiresAt: clock.now() + Number(seconds) * 1_000 }),
      };
    };
    const eva = { authorization: 'Bearer eva' };

    it('and answers 401 with an empty body, whatever it is', async () => {
      const { server } = await serve({ requireUser: true, authenticate: byBearer });
      const connection = await polling(server, '/hub', eva);
      connection.headers = {};
      for (const method of ['GET', 'POST', 'DELETE', 'PUT']) {
        assert.deepEqual(await connection.request(method), { status: 401, type: null, text: '' }, method);
      }
      connection.headers = eva;
      await connection.send(call('echo', 1));
      assert.deepEqual(parsed((await connection.poll()).text), [result(1)]);
    });

    it('serves another user who has the token, as the one who opened the connection, and reports it', async () => {
      const errors: string[] = [];
      const { server, context } = await serve({
        authenticate: byBearer,
        onError: (error, { during }) => errors.push(`${during}: ${error}`),
      });
      const connection = await polling(server, '/hub', eva);
      connection.headers = { authorization: 'Bearer bo' };
      await connection.send(call('echo', 1));
      assert.deepEqual(parsed((await connection.poll()).text), [result(1)]);
      assert.deepEqual(
        [...context.connections()].map(({ user }) => user?.name),
        ['eva'],
      );
      assert.deepEqual(errors, [
        'authenticate: InvalidOperationException: A request came from another user than its connection.',
      ]);
    });

    it('and closes the connection when the credentials of the last poll end', async () => {
      const { server } = await serve({ authenticate: byBearer, closeOnAuthenticationExpiration: true });
      const connection = await polling(server, '/hub', { authorization: 'Bearer eva:5' });
      connection.headers = { authorization: 'Bearer eva:20' };
      const { answer } = await waitingPoll(connection);
      clock.advance(19_000);
      connection.headers = eva;
      await connection.send(call('echo', 'still here'));
      assert.deepEqual(parsed((await answer).text), [result('still here')]);
      connection.headers = { authorization: 'Bearer eva:5' };
      const { answer: last } = await waitingPoll(connection);
      clock.advance(5_000);
      assert.deepEqual(parsed((await last).text), [{ type: 7, allowReconnect: true }]);
      assert.equal((await connection.poll()).status, 204);
    });
  });
});
