import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { HubConnection, IHubProtocol } from '@microsoft/signalr';
import { HubConnectionBuilder, HubConnectionState, JsonHubProtocol, LogLevel } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import type { HubContext, SignalRServer } from '@nara/signalr';
import { createSignalRServer, defineHub, jsonHubProtocol } from '@nara/signalr';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import { createChance } from '../faults/harness/chance.ts';
import type { TcpProxy } from '../faults/harness/tcp-proxy.ts';
import { startTcpProxy } from '../faults/harness/tcp-proxy.ts';
import { type ServedSignalR, serveSignalR } from '../serving/serve-signalr.ts';

interface Numbers {
  server: {
    /** Notes a number, and answers it. */
    take(n: number): number;
    join(group: string): null;
    who(): string;
    count(to: number): AsyncIterable<number>;
  };
  client: { told(n: number): void };
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const nextTurn = () => new Promise<void>(resolve => setImmediate(resolve));

for (const protocol of [new JsonHubProtocol(), new MessagePackHubProtocol()]) {
  describe(`the official client with stateful reconnect, ${protocol.name}`, () => {
    /** What the hub was told, in order. */
    let taken: number[];
    /** Called with each of it. */
    let onTaken: (n: number) => void;
    let signalr: SignalRServer;
    let context: HubContext<Numbers>;
    let served: ServedSignalR;
    let proxy: TcpProxy;
    let client: HubConnection;

    const numbers = defineHub<Numbers>({
      methods: {
        take(_, n) {
          taken.push(n);
          onTaken(n);
          return n;
        },
        async join(ctx, group) {
          await ctx.groups.add(ctx.connectionId, group);
          return null;
        },
        who: ctx => ctx.connectionId,
        count: {
          async *stream(_, to) {
            for (let n = 1; n <= to; n += 1) {
              yield n;
              await nextTurn();
            }
          },
        },
      },
    });

    beforeEach(async () => {
      taken = [];
      onTaken = () => {};
      signalr = createSignalRServer();
      context = signalr.map('/numbers', numbers, {
        protocols: [jsonHubProtocol, messagePackHubProtocol],
        allowStatefulReconnects: true,
      });
      served = await serveSignalR(signalr);
      proxy = await startTcpProxy(served.origin);
      client = build(protocol);
      await client.start();
      // Negotiate's own connection may be there still.
      proxy.cutOne();
    });
    afterEach(async () => {
      await client.stop();
      await proxy.close();
      await served.close();
    });

    function build(by: IHubProtocol): HubConnection {
      return new HubConnectionBuilder()
        .withUrl(`${proxy.origin}/numbers`)
        .withHubProtocol(by)
        .withStatefulReconnect()
        .configureLogging(LogLevel.None)
        .build();
    }

    it('sends and hears each message once and in order, cut at any moment', async () => {
      const random = createChance(protocol.name);
      const total = 3_000;
      const told: number[] = [];
      let events = 0;
      let cutAt = 100;
      client.on('told', (n: number) => told.push(n));
      onTaken = n => {
        for (let i = random.whole(0, 2); i > 0; i -= 1) {
          events += 1;
          context.clients.all.send('told', events);
        }
        if (n < cutAt || n > total - 100) return;
        const before = proxy.cuts;
        proxy.cutOne();
        // Else the last cut is not overcome yet.
        if (proxy.cuts > before) cutAt = n + random.whole(20, 150);
      };
      const answers: Promise<unknown>[] = [];
      for (const n of upTo(total)) {
        answers.push(client.invoke('take', n));
        if (random.whole(1, 30) === 1) await nextTurn();
      }
      assert.deepEqual(await Promise.all(answers), upTo(total));
      assert.deepEqual(taken, upTo(total));
      await client.invoke('who');
      assert.deepEqual(told, upTo(events));
      assert.ok(proxy.cuts >= 5, `${proxy.cuts} cuts`);
    });

    it('keeps its id and its groups, and never notices', async () => {
      const id = await client.invoke('who');
      await client.invoke('join', 'g');
      let closed = false;
      client.onclose(() => {
        closed = true;
      });
      const heard = new Promise(resolve => client.on('told', resolve));
      proxy.cutOne();
      context.clients.group('g').send('told', 7);
      assert.equal(await heard, 7);
      assert.equal(await client.invoke('who'), id);
      assert.deepEqual([client.state, closed], [HubConnectionState.Connected, false]);
      assert.equal([...context.connections()].length, 1);
    });

    it('reads a stream to its end over one socket after another', async () => {
      const items = await new Promise<number[]>((resolve, reject) => {
        const heard: number[] = [];
        client.stream<number>('count', 500).subscribe({
          next(n) {
            heard.push(n);
            if (n % 100 === 0) proxy.cutOne();
          },
          error: reject,
          complete: () => resolve(heard),
        });
      });
      assert.deepEqual(items, upTo(500));
      assert.ok(proxy.cuts >= 5);
    });

    it('ends when it stops: nothing is kept for it', async () => {
      const gone = once([...context.connections()][0]?.signal ?? assert.fail(), 'abort');
      await client.stop();
      await gone;
      assert.equal([...context.connections()].length, 0);
    });
  });
}
