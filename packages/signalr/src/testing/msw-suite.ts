import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { type HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import type { setupServer } from 'msw/node';
import { ws } from 'msw/ws';
import { createTypedConnection, type TypedConnection } from '../client.ts';
import { defineHub } from '../hub/define-hub.ts';
import { HubError } from '../hub/hub-error.ts';
import { createMemoryServer } from '../memory/memory-server.ts';
import { answerNegotiate, HubExtension, type HubMessage, serveHub, serveLine } from '../msw.ts';
import { FakeClock } from './fake-clock.ts';

interface Chat {
  server: {
    echo(value: unknown): unknown;
    fail(): void;
    join(room: string): void;
    count(to: number): AsyncIterable<number>;
    who(): string;
  };
  client: { said(text: string): void };
}
type Person = string | undefined;

const address = 'https://msw.example/chat';

/** Called when a client is gone. */
let whenGone: (() => void) | undefined;

const chat = defineHub<Chat, Person>({
  methods: {
    echo: (_, value) => value,
    fail() {
      throw new HubError('no');
    },
    join: (ctx, room) => ctx.groups.add(ctx.connectionId, room),
    count: {
      async *stream(_, to) {
        for (let i = 0; i < to; i += 1) yield i;
      },
    },
    who: ctx => ctx.user ?? 'nobody',
  },
  onDisconnected: () => whenGone?.(),
});

/** Starts MSW with handlers; the returned function ends it. */
export type StartMsw = (...handlers: Parameters<typeof setupServer>) => Promise<() => void>;

/** What MSW serves, with the official client; run where there is Node and where there is a page. */
export function testUnderMsw(start: StartMsw): void {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function begin(...handlers: Parameters<StartMsw>): Promise<void> {
    ends.push(await start(...handlers));
  }

  function client(token?: string): HubConnection {
    // The official client's types leave its WebSocket out.
    const options: object = { WebSocket: globalThis.WebSocket };
    const connection = new HubConnectionBuilder()
      .withUrl(address, token === undefined ? options : { ...options, accessTokenFactory: () => token })
      .configureLogging(LogLevel.None)
      .withAutomaticReconnect([0, 0, 0])
      .build();
    ends.push(() => connection.stop());
    return connection;
  }

  async function started(token?: string): Promise<TypedConnection<Chat>> {
    const connection = client(token);
    await connection.start();
    return createTypedConnection<Chat>(connection);
  }

  describe('a hub that MSW serves', () => {
    test('answers the official client: results, errors, streams and events', async () => {
      const served = serveHub(address, chat);
      ends.push(() => served.close());
      await begin(...served.handlers);
      const { invoke, stream, on } = await started();
      const value = { text: 'Hej å 🙂', list: [1, null, 'x'.repeat(9_000)] };
      assert.deepEqual(await invoke('echo', value), value);
      assert.match(await invoke('fail').then(String, String), /HubException: no/);
      const items: number[] = [];
      await new Promise<void>((resolve, reject) =>
        stream('count', 5).subscribe({ next: item => items.push(item), complete: resolve, error: reject }),
      );
      assert.deepEqual(items, [0, 1, 2, 3, 4]);
      const said = new Promise<string>(resolve => on('said', resolve));
      await invoke('join', 'a');
      served.context.clients.group('a').send('said', 'hello');
      assert.equal(await said, 'hello');
    });

    test('knows its callers, and refuses them', async () => {
      const served = serveHub(address, chat, {
        authenticate: ({ bearer, negotiated }) =>
          negotiated?.authentication ?? (bearer === 'none' ? { refusal: { status: 403 } } : { user: bearer }),
      });
      ends.push(() => served.close());
      await begin(...served.handlers);
      const { invoke } = await started('alice');
      assert.equal(await invoke('who'), 'alice');
      assert.match(await client('none').start().then(String, String), /403/);
    });

    test('ends clients, which may come again, when the hub ends them, and hears when they go', async () => {
      const served = serveHub(address, chat);
      ends.push(() => served.close());
      await begin(...served.handlers);
      const { connection } = await started();
      const lost = new Promise<unknown>(resolve => connection.onreconnecting(resolve));
      const back = new Promise<unknown>(resolve => connection.onreconnected(resolve));
      served.context.abortWhere(() => true, { allowReconnect: true });
      await lost;
      await back;
      const gone = new Promise<void>(resolve => {
        whenGone = resolve;
      });
      const socket = new WebSocket('wss://msw.example/chat');
      socket.onopen = () => socket.send('{"protocol":"json","version":1}\u001e');
      socket.onmessage = () => socket.close();
      await gone;
    });
  });

  describe('a line that MSW serves', () => {
    test('carries hubs and what is none, and is cut with the line', async () => {
      const server = createMemoryServer({
        clock: new FakeClock(),
        otherwise: ({ url }) => ({ status: 200, body: `at ${url.pathname}` }),
      });
      ends.push(() => server.close());
      server.map('/chat', chat);
      const line = server.line();
      await begin(...serveLine('https://msw.example', line));
      const about = await fetch('https://msw.example/about');
      assert.equal(await about.text(), 'at /about');
      const { connection, invoke } = await started();
      const lost = new Promise<unknown>(resolve => connection.onreconnecting(resolve));
      const back = new Promise<unknown>(resolve => connection.onreconnected(resolve));
      line.goDown();
      assert.match(String(await lost), /1006/);
      assert.match(await fetch('https://msw.example/about').then(String, String), /TypeError/);
      line.comeUp();
      await back;
      assert.equal(connection.state, HubConnectionState.Connected);
      assert.equal(await invoke('echo', 'again'), 'again');
    });
  });

  describe('a link that speaks SignalR', () => {
    test('shows what the client says and says what it is told to, message by message', async () => {
      const link = ws.link('wss://msw.example/chat', { extensions: [new HubExtension()] });
      const heard: HubMessage[] = [];
      let say: (message: HubMessage) => void = () => {};
      await begin(
        answerNegotiate(address),
        link.addEventListener('connection', ({ client: peer }) => {
          say = message => peer.send(message);
          peer.addEventListener('message', ({ data }) => {
            heard.push(data);
            if (data.type === 1 && data.invocationId !== undefined)
              peer.send({ type: 3, invocationId: data.invocationId, result: data.arguments[0] });
          });
        }),
      );
      const { invoke, on, connection } = await started();
      assert.equal(await invoke('echo', 'Hej å'), 'Hej å');
      assert.deepEqual(
        heard.map(({ type }) => type),
        [1],
      );
      const said = new Promise<string>(resolve => on('said', resolve));
      say({ type: 1, target: 'said', arguments: ['hello'] });
      assert.equal(await said, 'hello');
      const closed = new Promise<unknown>(resolve => connection.onclose(resolve));
      say({ type: 7, error: 'enough' });
      assert.match(String(await closed), /enough/);
    });

    test('answers pings, and refuses another protocol', async () => {
      const link = ws.link('wss://msw.example/chat', { extensions: [new HubExtension()] });
      const heard: HubMessage[] = [];
      await begin(
        link.addEventListener('connection', ({ client: peer }) => {
          peer.addEventListener('message', ({ data }) => void heard.push(data));
        }),
      );
      const socket = new WebSocket('wss://msw.example/chat');
      await new Promise(resolve => {
        socket.onopen = resolve;
      });
      const says = (text: string) =>
        new Promise<unknown>(resolve => {
          socket.onmessage = ({ data }) => resolve(data);
          socket.send(text);
        });
      assert.equal(
        await says('{"protocol":"blazorpack","version":1}\u001e'),
        `{"error":"The protocol 'blazorpack' is not supported."}\u001e`,
      );
      assert.equal(await says('{"protocol":"json","version":1}\u001e'), '{}\u001e');
      assert.equal(await says('{"type":6}\u001e'), '{"type":6}\u001e');
      assert.deepEqual(heard, []);
      socket.close();
    });
  });
}
