import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, it } from 'node:test';
import type { EndpointOptions } from '../http/endpoint-options.ts';
import { defineHub } from '../hub/define-hub.ts';
import { createSignalRServer } from '../server.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import type { ListeningServer } from '../testing/listening-server.ts';
import { listen, WebSocketClient } from '../testing/listening-server.ts';

interface Contract {
  server: { echo(x: unknown): unknown; who(): string };
  client: { told(x: unknown): void };
}
type User = { readonly name: string } | undefined;

const hub = defineHub<Contract, User>({
  methods: { echo: (_, x) => x, who: ctx => ctx.user?.name ?? 'nobody' },
});
const call = (target: string, ...values: unknown[]) => ({
  type: 1,
  invocationId: '1',
  target,
  arguments: values,
});

describe('a server whose connections outlive their sockets', () => {
  const clock = new FakeClock();
  let server: ListeningServer | undefined;

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function serve(options: EndpointOptions<User> = {}) {
    const signalr = createSignalRServer({ clock });
    const context = signalr.map('/hub', hub, { allowStatefulReconnects: true, ...options });
    const listening = await listen(signalr);
    server = listening;
    return { context, signalr, listening };
  }

  /** Negotiates, opens a socket and shakes hands; answers the socket and the address to come back to. */
  async function connect(listening: ListeningServer, query = '') {
    const asked = `/hub/negotiate?negotiateVersion=1&useStatefulReconnect=true${query}`;
    const answer = (await (await listening.request('POST', asked)).json()) as { connectionToken: string };
    const path = `/hub?id=${answer.connectionToken}`;
    const client = await open(listening, `${path}${query}`);
    client.send({ protocol: 'json', version: 2 });
    assert.deepEqual(await client.next(), {});
    return { client, path };
  }

  async function open(listening: ListeningServer, path: string): Promise<WebSocketClient> {
    const client = await listening.open(path);
    assert(client instanceof WebSocketClient, String(client));
    return client;
  }

  it('goes on with a connection on another socket, which is not counted as one more', async () => {
    const { listening, context } = await serve();
    const { client, path } = await connect(listening);
    client.socket.terminate();
    const next = await open(listening, path);
    assert.deepEqual(await next.next(), { type: 9, sequenceId: 1 });
    next.send({ type: 9, sequenceId: 1 }, call('echo', 'on'));
    assert.deepEqual(await next.next(), { type: 3, invocationId: '1', result: 'on' });
    assert.equal([...context.connections()].length, 1);
  });

  it('forgets one that no socket comes for', async () => {
    const { listening, context } = await serve({ disconnectTimeout: 5_000 });
    const { client, path } = await connect(listening);
    client.socket.terminate();
    while ([...context.connections()].length > 0) {
      clock.advance(1_000);
      await new Promise(resolve => setImmediate(resolve));
    }
    assert.equal(await listening.open(path), '404 No Connection with that ID');
  });

  it('forgets one at its farewell', async () => {
    const { listening, context } = await serve();
    const { client, path } = await connect(listening);
    const [connection] = context.connections();
    assert(connection !== undefined);
    const gone = once(connection.signal, 'abort');
    client.socket.close(1000);
    assert.equal(await client.closed, 1000);
    await gone;
    assert.equal(await listening.open(path), '404 No Connection with that ID');
  });

  it('opens no second socket for one that did not ask for it', async () => {
    const { listening } = await serve();
    const path = `/hub?id=${await listening.token('/hub')}`;
    await listening.connect(path);
    assert.equal(await listening.open(path), '409');
  });

  it('asks whose the next socket is, keeps the user of the first, and tells of another', async () => {
    const errors: unknown[] = [];
    const { listening } = await serve({
      requireUser: true,
      authenticate: ({ bearer }) =>
        bearer === undefined ? null : { user: { name: bearer }, userIdentifier: bearer },
      onError: error => errors.push(String(error)),
    });
    const { client, path } = await connect(listening, '&access_token=eva');
    client.socket.terminate();
    assert.equal(await listening.open(path), '401');
    const next = await open(listening, `${path}&access_token=bo`);
    await next.next();
    next.send({ type: 9, sequenceId: 1 }, call('who'));
    assert.deepEqual(await next.next(), { type: 3, invocationId: '1', result: 'eva' });
    assert.deepEqual(errors, [
      'InvalidOperationException: A request came from another user than its connection.',
    ]);
  });

  it('goes by the credentials of the last socket', async () => {
    const { listening } = await serve({
      closeOnAuthenticationExpiration: true,
      authenticate: ({ queryValue }) => ({
        user: { name: 'eva' },
        userIdentifier: 'eva',
        expiresAt: clock.now() + Number(queryValue('lives')),
      }),
    });
    const { client, path } = await connect(listening, '&lives=5000');
    client.socket.terminate();
    const next = await open(listening, `${path}&lives=20000`);
    await next.next();
    clock.advance(14_000);
    next.send({ type: 9, sequenceId: 1 }, call('who'));
    assert.deepEqual(await next.next(), { type: 3, invocationId: '1', result: 'eva' });
    clock.advance(10_000);
    for (let heard: unknown; ; ) {
      heard = await next.next();
      if ((heard as { type: number }).type !== 7) continue;
      assert.deepEqual(heard, { type: 7, allowReconnect: true });
      break;
    }
  });

  it('closes those that have no socket, too', async () => {
    const { listening, signalr, context } = await serve();
    const { client } = await connect(listening);
    client.socket.terminate();
    await signalr.close();
    assert.equal([...context.connections()].length, 0);
  });
});
