import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { HubConnection } from '@microsoft/signalr';
import {
  HttpTransportType,
  HubConnectionBuilder,
  JsonHubProtocol,
  LogLevel,
  Subject,
} from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import type { ArgumentSchema, HubContext, SignalRServer } from '@nara/signalr';
import { createSignalRServer, defineHub, jsonHubProtocol, streamOf } from '@nara/signalr';
import type { TypedConnection } from '@nara/signalr/client';
import { createTypedConnection } from '@nara/signalr/client';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import { type ServedSignalR, serveSignalR } from '../serving/serve-signalr.ts';

interface Office {
  server: {
    sum(numbers: AsyncIterable<number>): number;
    join(between: string, words: AsyncIterable<string>, more: AsyncIterable<string>): string;
    upper(words: AsyncIterable<string>, most: number): AsyncIterable<string>;
    first(numbers: AsyncIterable<number>): number;
    keep(numbers: AsyncIterable<number>): null;
    kept(): number;
    confirm(question: string): string;
  };
  client: { sure(question: string): boolean; when(): number };
}

const string: ArgumentSchema<string> = {
  safeParse: input =>
    typeof input === 'string' ? { success: true, data: input } : { success: false, error: 'no string' },
};
const number: ArgumentSchema<number> = {
  safeParse: input =>
    typeof input === 'number' ? { success: true, data: input } : { success: false, error: 'no number' },
};

async function sum(numbers: AsyncIterable<number>): Promise<number> {
  let total = 0;
  for await (const n of numbers) total += n;
  return total;
}

/** What `keep` has read to its end. */
let keeping = Promise.withResolvers<number>();

const office = defineHub<Office>({
  results: { sure: { safeParse: x => (typeof x === 'boolean' ? { success: true, data: x } : failed) } },
  methods: {
    sum: { args: [streamOf(number)], handle: (_, numbers) => sum(numbers) },
    join: {
      args: [string, streamOf(string), streamOf(string)],
      async handle(_, between, words, more) {
        const all: string[] = [];
        for (const part of [words, more]) for await (const word of part) all.push(word);
        return all.join(between);
      },
    },
    upper: {
      args: [streamOf(string), number],
      async *stream(_, words, most) {
        let left = most;
        for await (const word of words) {
          yield word.toUpperCase();
          left -= 1;
          if (left === 0) return;
        }
      },
    },
    first: {
      args: [streamOf(number)],
      async handle(_, numbers) {
        for await (const n of numbers) return n;
        return 0;
      },
    },
    keep: {
      args: [streamOf(number)],
      async handle(_, numbers) {
        sum(numbers).then(keeping.resolve, keeping.reject);
        await keeping.promise.catch(() => {});
        return null;
      },
    },
    kept: () => keeping.promise,
    async confirm(ctx, question) {
      const { caller } = ctx.clients;
      return (await caller.invoke('sure', question)) ? `at ${await caller.invoke('when')}` : 'no';
    },
  },
});
const failed = { success: false, error: 'no truth' } as const;

/** Items, one in each turn of the event loop, and a promise that says when nobody reads on. */
function ticking<T>(to: number, make: (n: number) => T) {
  const left = Promise.withResolvers<void>();
  async function* items(): AsyncGenerator<T> {
    try {
      for (let n = 1; n <= to; n += 1) {
        yield make(n);
        await new Promise(resolve => setImmediate(resolve));
      }
    } finally {
      left.resolve();
    }
  }
  return { items: items(), left: left.promise };
}

const numbers = (to: number) => ticking(to, n => n);

async function* words(...all: readonly string[]): AsyncGenerator<string> {
  yield* all;
}

const lines = [
  { transport: 'WebSockets', protocol: new JsonHubProtocol() },
  { transport: 'WebSockets', protocol: new MessagePackHubProtocol() },
  { transport: 'ServerSentEvents', protocol: new JsonHubProtocol() },
  { transport: 'LongPolling', protocol: new JsonHubProtocol() },
  { transport: 'LongPolling', protocol: new MessagePackHubProtocol() },
] as const;

for (const { transport, protocol } of lines) {
  describe(`the official client in Node, that sends streams and answers, over ${transport} in ${protocol.name}`, () => {
    let served: ServedSignalR;
    let signalr: SignalRServer;
    let context: HubContext<Office>;
    let url: string;
    const started: HubConnection[] = [];

    before(async () => {
      signalr = createSignalRServer();
      context = signalr.map('/office', office, { protocols: [jsonHubProtocol, messagePackHubProtocol] });
      served = await serveSignalR(signalr);
      url = `${served.origin}/office`;
    });
    after(async () => {
      await Promise.all(started.map(connection => connection.stop()));
      await served.close();
    });

    async function start(): Promise<TypedConnection<Office>> {
      const connection = new HubConnectionBuilder()
        .withUrl(url, { transport: HttpTransportType[transport] })
        .withHubProtocol(protocol)
        .configureLogging(LogLevel.None)
        .build();
      started.push(connection);
      await connection.start();
      return createTypedConnection<Office>(connection);
    }

    it('sends a Subject, and an iterable', async () => {
      const client = await start();
      const subject = new Subject<number>();
      const total = client.invoke('sum', subject);
      for (const n of [40, 2]) subject.next(n);
      subject.complete();
      assert.equal(await total, 42);
      assert.equal(await client.invoke('sum', numbers(100).items), 5_050);
    });

    it('sends two streams that stand side by side, and hears one back', async () => {
      const client = await start();
      assert.equal(await client.invoke('join', '-', words('a', 'b'), words('c')), 'a-b-c');
      const heard: string[] = [];
      await new Promise<void>((resolve, reject) => {
        client.stream('upper', words('å', 'ä'), 9).subscribe({
          next: word => void heard.push(word),
          error: reject,
          complete: resolve,
        });
      });
      assert.deepEqual(heard, ['Å', 'Ä']);
    });

    it('ends a stream with its error, and the hub meets it', async () => {
      const client = await start();
      async function* broken(): AsyncGenerator<number> {
        yield 1;
        throw new Error('out of paper');
      }
      await assert.rejects(client.invoke('sum', broken()), /HubException: out of paper$/);
      const subject = new Subject<number>();
      const total = client.invoke('sum', subject);
      subject.error(new Error('out of ink'));
      await assert.rejects(total, /HubException: out of ink$/);
      await assert.rejects(
        client.connection.invoke('sum', new Subject(), 'too much'),
        /^Error: Failed to invoke 'sum' due to an error on the server\.$/,
      );
    });

    it('asks an iterable for no more when the method has ended', async () => {
      const client = await start();
      const endless = numbers(Number.MAX_SAFE_INTEGER);
      assert.equal(await client.invoke('first', endless.items), 1);
      await endless.left;
    });

    it('asks an iterable for no more when the stream that answers is over: at its end, failed, or cancelled', async () => {
      const client = await start();
      const letters = () => ticking(Number.MAX_SAFE_INTEGER, () => 'x');
      const [ended, cancelled] = [letters(), letters()];
      const failing = ticking(Number.MAX_SAFE_INTEGER, n => n as unknown as string);
      const over = Promise.withResolvers<void>();
      const refused = Promise.withResolvers<unknown>();
      const unexpected = assert.fail;
      client
        .stream('upper', ended.items, 2)
        .subscribe({ next() {}, error: unexpected, complete: over.resolve });
      client
        .stream('upper', failing.items, 2)
        .subscribe({ next() {}, error: refused.resolve, complete() {} });
      const subscription = client.stream('upper', cancelled.items, 0).subscribe({
        next: () => subscription.dispose(),
        error: unexpected,
        complete: unexpected,
      });
      await Promise.all([over.promise, ended.left, failing.left, cancelled.left]);
      assert.match(String(await refused.promise), /HubException: Failed to bind Stream message\.$/);
    });

    it('sends an iterable without waiting for the answer', async () => {
      const client = await start();
      keeping = Promise.withResolvers();
      await client.send('keep', numbers(4).items);
      assert.equal(await client.invoke('kept'), 10);
    });

    // Over the others the official client has queued items that it then cannot send: unhandled rejections of its own.
    if (transport === 'WebSockets') {
      it('sends an iterable to the end of the connection', async () => {
        const client = await start();
        keeping = Promise.withResolvers();
        const endless = numbers(Number.MAX_SAFE_INTEGER);
        await client.send('keep', endless.items);
        const closed = { code: 'canceled', message: 'The underlying connection was closed.' };
        const rejected = assert.rejects(keeping.promise, closed);
        await client.connection.stop();
        await endless.left;
        await rejected;
      });
    }

    it('answers what the hub asks, in a call of its own too', async () => {
      const client = await start();
      client.answer('sure', async question => question === 'really?');
      const later = client.answer('when', () => 7);
      const both = [client.invoke('confirm', 'really?'), client.invoke('confirm', 'perhaps?')];
      assert.deepEqual(await Promise.all(both), ['at 7', 'no']);
      later();
      await assert.rejects(
        client.invoke('confirm', 'really?'),
        /HubException: Client didn't provide a result\.$/,
      );
    });

    it('is asked from outside a method, and its errors are heard', async () => {
      const client = await start();
      const { connectionId } = client.connection;
      const asked = context.clients.client(connectionId ?? '');
      const stop = client.answer('sure', () => {
        throw new Error('cannot say');
      });
      await assert.rejects(asked.invoke('sure', '?'), { code: 'hub', message: 'Error: cannot say' });
      stop();
      client.connection.on('sure', () => 'yes');
      await assert.rejects(asked.invoke('sure', '?'), {
        code: 'hub',
        message: 'Error trying to deserialize result to Object. The result is of another type.',
      });
      const waiting = Promise.withResolvers<number>();
      const heard = Promise.withResolvers<void>();
      client.answer('when', () => {
        heard.resolve();
        return waiting.promise;
      });
      const when = asked.invoke('when');
      await heard.promise;
      const disconnected = { code: 'not_connected', message: `Connection '${connectionId}' disconnected.` };
      const rejected = assert.rejects(when, disconnected);
      await client.connection.stop();
      await rejected;
      waiting.resolve(0);
    });
  });
}
