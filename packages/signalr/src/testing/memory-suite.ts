import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { HubConnectionBuilder, HubConnectionState, LogLevel, Subject } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { createTypedConnection, type TypedConnection } from '../client.ts';
import type { EndpointOptions } from '../http/endpoint-options.ts';
import { defineHub } from '../hub/define-hub.ts';
import { HubError } from '../hub/hub-error.ts';
import { streamOf } from '../hub/stream-of.ts';
import type { MemoryClientOptions, MemoryLine } from '../memory/memory-line.ts';
import type { MemoryServer } from '../memory/memory-server.ts';
import { createMemoryServer } from '../memory/memory-server.ts';
import type { MemorySocket } from '../memory/memory-socket.ts';
import { messagePackHubProtocol } from '../message-pack/message-pack-hub-protocol.ts';
import { inNextTurn } from '../next-turn.ts';
import { FakeClock } from './fake-clock.ts';

interface Chat {
  server: {
    echo(value: unknown): unknown;
    join(room: string): void;
    say(room: string, text: string): void;
    count(to: number): AsyncIterable<number>;
    fail(): void;
    wait(): void;
    who(): string;
    leave(): void;
    greet(): string;
    sum(numbers: AsyncIterable<number>): number;
  };
  client: { said(text: string): void; name(): string };
}
type Person = { readonly name: string } | undefined;

const address = 'http://memory.example/chat';

/** What the hub heard of ends. */
let ended: (Error | undefined)[] = [];
let whenEnded: (() => void) | undefined;
/** What `wait` waits for. */
let held = Promise.withResolvers<void>();
/** Called when the hub hears an echo. */
let heard: ((value: unknown) => void) | undefined;

const chat = defineHub<Chat, Person>({
  methods: {
    echo(_, value) {
      heard?.(value);
      return value;
    },
    join: (ctx, room) => ctx.groups.add(ctx.connectionId, room),
    say: (ctx, room, text) => ctx.clients.othersInGroup(room).send('said', text),
    count: {
      async *stream(_, to) {
        for (let i = 0; i < to; i += 1) yield i;
      },
    },
    fail() {
      throw new HubError('no');
    },
    wait: () => held.promise,
    who: ctx => `${ctx.user?.name ?? 'nobody'} ${ctx.request.origin ?? 'nowhere'}`,
    leave: ctx => ctx.abort({ reason: 'enough' }),
    greet: async ctx => `Hej ${await ctx.clients.caller.invoke('name')}`,
    sum: {
      args: [streamOf<number>()],
      async handle(_, numbers) {
        let sum = 0;
        for await (const number of numbers) sum += number;
        return sum;
      },
    },
  },
  onDisconnected(_, error) {
    ended.push(error);
    whenEnded?.();
  },
});

/** The memory server with the official client; run where there is Node and where there is a page. */
export function testMemoryServer(): void {
  describe('a memory server', () => {
    let server: MemoryServer;
    const clients: TypedConnection<Chat>[] = [];

    function serve(options: EndpointOptions<Person> = {}): MemoryServer {
      server = createMemoryServer({ clock: new FakeClock() });
      server.map('/Chat', chat, options);
      ended = [];
      whenEnded = heard = undefined;
      return server;
    }

    afterEach(async () => {
      await Promise.all(clients.splice(0).map(({ connection }) => connection.stop()));
      await server.close();
    });

    function client(
      line: MemoryLine,
      options: Partial<MemoryClientOptions> = {},
      url = address,
    ): TypedConnection<Chat> {
      const connection = new HubConnectionBuilder()
        .withUrl(url, { ...line.options, ...options })
        .configureLogging(LogLevel.None)
        .withAutomaticReconnect([0, 0, 0])
        .build();
      const typed = createTypedConnection<Chat>(connection);
      clients.push(typed);
      return typed;
    }

    async function started(...of: Parameters<typeof client>): Promise<TypedConnection<Chat>> {
      const typed = client(...of);
      await typed.connection.start();
      return typed;
    }

    test('answers the official client: results, errors and streams', async () => {
      const { invoke, stream } = await started(serve().line());
      const value = { text: 'Hej å 🙂', list: [1, null, 'x'.repeat(9_000)] };
      assert.deepEqual(await invoke('echo', value), value);
      const failed = await invoke('fail').then(String, String);
      assert.match(failed, /HubException: no/);
      const items: number[] = [];
      await new Promise<void>((resolve, reject) =>
        stream('count', 70).subscribe({
          next: item => items.push(item),
          complete: resolve,
          error: reject,
        }),
      );
      assert.deepEqual(items.slice(-2), [68, 69]);
    });

    test('takes streams from clients, and asks them', async () => {
      const { invoke, connection } = await started(serve().line());
      connection.on('name', () => 'Karin');
      assert.equal(await invoke('greet'), 'Hej Karin');
      const numbers = new Subject<number>();
      const sum = connection.invoke('sum', numbers);
      for (const number of [1, 2, 3]) numbers.next(number);
      numbers.complete();
      assert.equal(await sum, 6);
    });

    test('goes on over another socket where both sides can, and nothing has happened', async () => {
      serve({ allowStatefulReconnects: true });
      const line = server.line();
      const connection = new HubConnectionBuilder()
        .withUrl(address, line.options)
        .configureLogging(LogLevel.None)
        .withAutomaticReconnect([0, 0, 0])
        .withStatefulReconnect()
        .build();
      const typed = createTypedConnection<Chat>(connection);
      clients.push(typed);
      await connection.start();
      const events: string[] = [];
      connection.onreconnecting(() => void events.push('reconnecting'));
      const before = connection.connectionId;
      line.goDown();
      line.comeUp();
      assert.equal(await typed.invoke('echo', 'still here'), 'still here');
      assert.deepEqual([events, connection.connectionId, ended], [[], before, []]);
    });

    test('brings events from one line to another, in order', async () => {
      serve();
      const [one, other] = await Promise.all([started(server.line()), started(server.line())]);
      await Promise.all([one.invoke('join', 'a'), other.invoke('join', 'a')]);
      const heard: string[] = [];
      const all = new Promise<void>(resolve => other.on('said', text => heard.push(text) === 3 && resolve()));
      for (const text of ['1', '2', '3']) void one.send('say', 'a', text);
      await all;
      assert.deepEqual(heard, ['1', '2', '3']);
    });

    test('knows its callers by token, and by the headers that come along', async () => {
      serve({
        allowedOrigins: ['https://www.example.org'],
        authenticate: ({ bearer, negotiated }) =>
          negotiated?.authentication ?? (bearer === 'none' ? { refusal: { status: 403 } } : named(bearer)),
      });
      const line = server.line({ headers: { origin: 'https://www.example.org' } });
      const { invoke } = await started(line, { accessTokenFactory: () => 'alice' });
      assert.equal(await invoke('who'), 'alice https://www.example.org');
      const refused = client(line, { accessTokenFactory: () => 'none' });
      assert.match(await refused.connection.start().then(String, String), /403/);
      const foreign = client(server.line({ headers: { origin: 'https://evil.example' } }));
      assert.match(await foreign.connection.start().then(String, String), /failed to connect/);
    });

    test('a line that goes down cuts its own connections alone, and is come back over by the client itself', async () => {
      serve();
      const line = server.line();
      const one = await started(line);
      const other = await started(server.line());
      const lost = new Promise<Error | undefined>(resolve => one.connection.onreconnecting(resolve));
      const back = new Promise<unknown>(resolve => one.connection.onreconnected(resolve));
      const gone = new Promise<void>(resolve => {
        whenEnded = resolve;
      });
      line.goDown();
      assert.match(String(await lost), /1006/);
      await gone;
      assert.equal(ended.length, 1);
      assert.equal(other.connection.state, HubConnectionState.Connected);
      const fetched = await line.fetch(`${address}/negotiate`, { method: 'POST' }).then(String, String);
      assert.match(fetched, /TypeError/);
      line.comeUp();
      await back;
      assert.equal(await one.invoke('echo', 'again'), 'again');
    });

    test('what is sent into a line that is down is lost', async () => {
      serve();
      const line = server.line();
      const { invoke } = await started(line);
      const answer = invoke('echo', 1).then(String, String);
      line.goDown();
      assert.match(await answer, /Invocation canceled|1006/);
      line.comeUp();
    });

    test('says good-bye with a reason, and lets clients come again when it closes', async () => {
      const one = await started(serve().line());
      const closed = new Promise<Error | undefined>(resolve => one.connection.onclose(resolve));
      void one.send('leave');
      assert.match(String(await closed), /enough/);
      const other = await started(server.line());
      const reconnecting = new Promise<unknown>(resolve => other.connection.onreconnecting(resolve));
      await server.close();
      await reconnecting;
    });

    test('ends a client that sends too much, and says so', async () => {
      const one = await started(serve({ maximumReceiveMessageSize: 200, enableDetailedErrors: true }).line());
      const lost = new Promise<unknown>(resolve => one.connection.onreconnecting(resolve));
      void one.invoke('echo', 'x'.repeat(200)).catch(() => {});
      assert.match(String(await lost), /maximum message size of 200B/);
    });

    /** A socket past its handshake, which is sent as a binary frame. */
    async function openSocket(): Promise<MemorySocket> {
      const socket = new (serve().line().WebSocket)('ws://memory.example/chat');
      await new Promise<void>(resolve => {
        socket.onopen = () => resolve();
      });
      const answer = nextFrame(socket);
      socket.send(new TextEncoder().encode('{"protocol":"json","version":1}\u001e'));
      assert.equal(await answer, '{}\u001e');
      return socket;
    }
    const nextFrame = (socket: MemorySocket) =>
      new Promise<unknown>(resolve => {
        socket.onmessage = ({ data }) => resolve(data);
      });
    const closeOf = (socket: MemorySocket) =>
      new Promise<unknown>(resolve => {
        socket.onclose = ({ code, wasClean }) => resolve([code, wasClean]);
      });

    test('neither end hears the other before it has finished speaking', async () => {
      const socket = await openSocket();
      const steps: string[] = [];
      const answer = new Promise<void>(resolve => {
        socket.onmessage = () => {
          steps.push('the client hears');
          resolve();
        };
      });
      const message = { type: 1, invocationId: '1', target: 'echo', arguments: [1] };
      heard = () => {
        steps.push('the hub hears');
        queueMicrotask(() => steps.push('the hub has answered'));
      };
      socket.send(`${JSON.stringify(message)}\u001e`);
      steps.push('the client has sent');
      await answer;
      assert.deepEqual(steps, [
        'the client has sent',
        'the hub hears',
        'the hub has answered',
        'the client hears',
      ]);
      socket.close();
    });

    test('frames wait behind a call under way, however many there are, and are read in order', async () => {
      const socket = await openSocket();
      held = Promise.withResolvers();
      const call = (target: string, ...values: unknown[]) =>
        socket.send(`${JSON.stringify({ type: 1, target, arguments: values })}\u001e`);
      const values = Array.from({ length: 12 }, (_, i) => i);
      const all = Promise.withResolvers<void>();
      const read: unknown[] = [];
      heard = value => {
        read.push((value as readonly unknown[])[0]);
        if (read.length === values.length) all.resolve();
      };
      call('wait');
      for (const value of values) call('echo', [value, 'x'.repeat(20_000)]);
      await new Promise<void>(inNextTurn);
      assert.deepEqual(read, []);
      held.resolve();
      await all.promise;
      assert.deepEqual(read, values);
      socket.close();
    });

    test('speaks MessagePack too', async () => {
      const other = createMemoryServer({ clock: new FakeClock() });
      const echo = defineHub<{ server: { echo(value: unknown): unknown }; client: object }>({
        methods: { echo: (_, value) => value },
      });
      other.map('/echo', echo, { protocols: [messagePackHubProtocol] });
      const connection = new HubConnectionBuilder()
        .withUrl('http://memory.example/echo', other.line().options)
        .withHubProtocol(new MessagePackHubProtocol())
        .configureLogging(LogLevel.None)
        .build();
      await connection.start();
      const value = { text: 'å', bytes: Uint8Array.of(1, 2) };
      assert.deepEqual(await connection.invoke('echo', value), value);
      await connection.stop();
      await other.close();
    });

    test('a socket that either end closes is closed with 1000', async () => {
      const [one, other] = [await openSocket(), await openSocket()];
      const closes = [closeOf(one), closeOf(other)];
      one.close();
      other.send(`${JSON.stringify({ type: 1, target: 'leave', arguments: [] })}\u001e`);
      assert.deepEqual(await Promise.all(closes), [
        [1000, true],
        [1000, true],
      ]);
    });

    test('says where there is no hub, and answers what is none', async () => {
      serve();
      const there = client(server.line(), {}, 'http://memory.example/elsewhere');
      assert.match(await there.connection.start().then(String, String), /404/);
      const other = createMemoryServer({
        clock: new FakeClock(),
        otherwise: ({ method, url, headers, body }) => ({
          status: 200,
          body: `${method} ${url.pathname}${url.search} ${headers['x-mine'] ?? ''} ${body}`,
        }),
      });
      const answer = await other
        .line()
        .fetch('http://memory.example/about?x=1', { method: 'PUT', headers: { 'X-Mine': 'y' }, body: 'z' });
      assert.equal(await answer.text(), 'PUT /about?x=1 y z');
      const poll = await server.line().fetch(address);
      assert.equal(poll.status, 404);
      await other.close();
    });
  });
}

function named(
  bearer: string | undefined,
): { readonly user: Person; readonly userIdentifier: string } | null {
  return bearer === undefined ? null : { user: { name: bearer }, userIdentifier: bearer };
}
