import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import type { HubConnection } from '@microsoft/signalr';
import { HubConnectionBuilder, HubConnectionState, JsonHubProtocol, LogLevel } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import type { ArgumentSchema, HubContext, SignalRServer } from '@nara/signalr';
import { createSignalRServer, defineHub, HubError, jsonHubProtocol } from '@nara/signalr';
import type { TypedConnection } from '@nara/signalr/client';
import { createTypedConnection } from '@nara/signalr/client';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import { type ServedSignalR, serveSignalR } from '../serving/serve-signalr.ts';

interface Room {
  server: {
    join(room: string): null;
    leave(room: string): null;
    say(room: string, text: string): number;
    whoAmI(): string;
    fail(): never;
    tell(): never;
    hangUp(): null;
    echo(x: unknown): unknown;
    count(to: number): AsyncIterable<number>;
  };
  client: { said(text: string, from: string): void; welcome(notice: { readonly at: number }): void };
}
interface Guest {
  readonly name: string;
}

const string: ArgumentSchema<string> = {
  safeParse: input =>
    typeof input === 'string' ? { success: true, data: input } : { success: false, error: 'no string' },
};

/** Settles when a stream is cancelled. */
let cancelled = Promise.withResolvers<void>();

const room = defineHub<Room, Guest>({
  onConnected: ctx => ctx.clients.caller.send('welcome', { at: 1 }),
  methods: {
    async join(ctx, name) {
      await ctx.groups.add(ctx.connectionId, name);
      return null;
    },
    async leave(ctx, name) {
      await ctx.groups.remove(ctx.connectionId, name);
      return null;
    },
    say: {
      args: [string, string],
      handle(ctx, name, text) {
        ctx.clients.othersInGroup(name).send('said', text, ctx.user.name);
        return text.length;
      },
    },
    whoAmI: ctx => ctx.user.name,
    fail() {
      throw new Error('a secret');
    },
    tell() {
      throw new HubError('not today');
    },
    count: {
      async *stream({ signal }, to) {
        signal.addEventListener('abort', () => cancelled.resolve());
        for (let n = 0; n < to; n += 1) {
          yield n;
          await new Promise(resolve => setImmediate(resolve));
        }
      },
    },
    echo: (_, x) => x,
    hangUp(ctx) {
      ctx.abort({ reason: 'bye', allowReconnect: false });
      return null;
    },
  },
});

const clientProtocols = [new JsonHubProtocol(), new MessagePackHubProtocol()];

for (const protocol of clientProtocols)
  describe(`the official client in Node, ${protocol.name}`, () => {
    let signalr: SignalRServer;
    let context: HubContext<Room, Guest>;
    let served: ServedSignalR;
    let url: string;
    const started: HubConnection[] = [];

    before(async () => {
      signalr = createSignalRServer();
      context = signalr.map('/room', room, {
        protocols: [jsonHubProtocol, messagePackHubProtocol],
        requireUser: true,
        authenticate({ bearer, negotiated }) {
          if (negotiated?.authentication !== undefined) return negotiated.authentication;
          return bearer === undefined ? null : { user: { name: bearer }, userIdentifier: bearer };
        },
      });
      served = await serveSignalR(signalr);
      url = `${served.origin}/room`;
    });
    after(async () => {
      await Promise.all(started.map(connection => connection.stop()));
      await served.close();
    });

    function build(name: string, configure = (builder: HubConnectionBuilder) => builder) {
      const builder = new HubConnectionBuilder()
        .withUrl(url, { headers: { authorization: `Bearer ${name}` } })
        .withHubProtocol(protocol)
        .configureLogging(LogLevel.None);
      const connection = configure(builder).build();
      started.push(connection);
      return createTypedConnection<Room>(connection);
    }

    async function start(name: string): Promise<TypedConnection<Room>> {
      const client = build(name);
      await client.connection.start();
      return client;
    }

    it('starts, invokes, and hears what the hub sends when it connects', async () => {
      const client = build('anna');
      const welcome = new Promise(resolve => client.on('welcome', resolve));
      await client.connection.start();
      assert.deepEqual(await welcome, { at: 1 });
      assert.equal(await client.invoke('whoAmI'), 'anna');
    });

    it('is refused without a user', async () => {
      const connection = new HubConnectionBuilder().withUrl(url).configureLogging(LogLevel.None).build();
      await assert.rejects(connection.start(), /Status code '401'/);
    });

    it('hears events of groups it is in, and no more when it has left', async () => {
      const [bo, eva] = await Promise.all([start('bo'), start('eva')]);
      const heard: string[] = [];
      const first = new Promise<void>(resolve => {
        eva.on('said', (text, from) => {
          heard.push(`${from}: ${text}`);
          resolve();
        });
      });
      await bo.invoke('join', 'lobby');
      await eva.invoke('join', 'lobby');
      assert.equal(await bo.invoke('say', 'lobby', 'hej'), 3);
      await first;
      await eva.invoke('leave', 'lobby');
      await bo.invoke('say', 'lobby', 'still there?');
      await eva.invoke('whoAmI');
      assert.deepEqual(heard, ['bo: hej']);
    });

    it('hears events for its user from outside a hub method', async () => {
      const client = await start('ida');
      const said = new Promise(resolve => client.on('said', (...heard) => resolve(heard)));
      context.clients.user('ida').send('said', 'letter', 'post');
      assert.deepEqual(await said, ['letter', 'post']);
    });

    it('rejects a call with what the hub lets it know, and stays connected', async () => {
      const client = await start('per');
      await assert.rejects(client.invoke('tell'), {
        message: "An unexpected error occurred invoking 'tell' on the server. HubException: not today",
      });
      await assert.rejects(client.invoke('fail'), {
        message: "An unexpected error occurred invoking 'fail' on the server.",
      });
      await assert.rejects(client.connection.invoke('say', 'lobby', 7), {
        message: "Failed to invoke 'say' due to an error on the server.",
      });
      await assert.rejects(client.connection.invoke('nothing'), /HubException: Method does not exist\./);
      assert.equal(await client.invoke('whoAmI'), 'per');
    });

    it('reads a stream to its end', async () => {
      const client = await start('tor');
      const items = await new Promise<number[]>((resolve, reject) => {
        const heard: number[] = [];
        client.stream('count', 3).subscribe({
          next: n => void heard.push(n),
          error: reject,
          complete: () => resolve(heard),
        });
      });
      assert.deepEqual(items, [0, 1, 2]);
      await assert.rejects(client.connection.invoke('count', 3), /with a non-streaming invocation/);
    });

    it('cancels a stream, and the hub hears of it', async () => {
      cancelled = Promise.withResolvers();
      const client = await start('åke');
      await new Promise<void>((resolve, reject) => {
        const subscription = client.stream('count', 1e9).subscribe({
          next() {
            subscription.dispose();
            resolve();
          },
          error: reject,
          complete() {},
        });
      });
      await cancelled.promise;
      assert.equal(await client.invoke('whoAmI'), 'åke');
    });

    it('gets back what it sent, of every kind that its protocol knows', async () => {
      const client = await start('iva');
      const values = [null, true, -1.5, 2 ** 40, 'å🙂', [1, [2]], { a: { b: 'c' } }, 'x'.repeat(20_000)];
      for (const value of values) assert.deepEqual(await client.invoke('echo', value), value);
      if (protocol.name !== 'messagepack') return;
      const [at, bytes] = [new Date('2026-11-26T12:00:00.125Z'), new Uint8Array([0, 255])];
      assert.deepEqual(await client.invoke('echo', { at, bytes }), { at, bytes });
    });

    it('is told why the hub closes it', async () => {
      const client = await start('ulf');
      const closed = new Promise<Error | undefined>(resolve => client.connection.onclose(resolve));
      await assert.rejects(client.invoke('hangUp'));
      assert.equal((await closed)?.message, 'Server returned an error on close: bye');
    });

    it('comes back by itself, as a new connection, when its socket is cut', async () => {
      const client = build('kim', builder => builder.withAutomaticReconnect([0, 0]));
      await client.connection.start();
      const before = client.connection.connectionId;
      const back = new Promise(resolve => client.connection.onreconnected(resolve));
      const ended = context.abortWhere(connection => connection.user.name === 'kim', {
        allowReconnect: true,
      });
      assert.equal(ended, 1);
      const now = await back;
      assert.notEqual(now, before);
      assert.equal(client.connection.state, HubConnectionState.Connected);
      assert.equal(await client.invoke('whoAmI'), 'kim');
    });

    it('stops without an error, and the hub forgets it', async () => {
      const client = await start('liv');
      const id = client.connection.connectionId ?? '';
      const gone = context.connection(id)?.signal;
      assert(gone !== undefined);
      const aborted = once(gone, 'abort');
      const closed = new Promise<Error | undefined>(resolve => client.connection.onclose(resolve));
      await client.connection.stop();
      assert.equal(await closed, undefined);
      await aborted;
      assert.equal(context.connection(id), undefined);
    });
  });
