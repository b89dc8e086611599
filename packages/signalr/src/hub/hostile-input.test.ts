import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MemoryHub } from '../testing/memory-hub.ts';
import type { CallerContext } from './caller-context.ts';
import { streamOf } from './stream-of.ts';

const hub = () =>
  new MemoryHub(
    { methods: { echo: (_, x) => x, add: (_, a, b) => Number(a) + Number(b) } },
    { maximumReceiveMessageSize: 1_000, enableDetailedErrors: true },
  );

/** Bytes that are nearly messages: pieces of the protocol in any order, and noise. */
const bytes = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '{"protocol":"json","version":1}',
        '\u001e',
        '{"type":',
        '1',
        ',"target":"echo"',
        ',"arguments":[',
        ']}',
        ',"invocationId":"1"',
        '"__proto__":{',
        '{"type":6}\u001e',
        '{"type":7}\u001e',
        '{"type":3,"invocationId":"1"}\u001e',
        ',"streamIds":["1"]',
        '{"type":2,"invocationId":"1","item":1}\u001e',
        '['.repeat(400),
        '\\ud800',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
  )
  .map(parts => Buffer.from(parts.join('')));

/** Few ids, so that streams, calls and questions meet under them. */
const anyId = fc.constantFrom('1', '2', 's1', 's2');

/** Calls, each with as many streams as its method takes, mostly. */
const anyCall = fc
  .record({
    type: fc.constantFrom(1, 1, 4),
    invocationId: anyId,
    target: fc.constantFrom('sum', 'both', 'upper', 'idle', 'ask', 'askAndWait', 'plain', 'none'),
    arguments: fc.constantFrom([], [], [], [1]),
    ids: fc.tuple(anyId, anyId),
  })
  .map(({ ids, ...call }) => {
    const streams = call.target === 'both' ? 2 : /ask|plain/.test(call.target) ? 0 : 1;
    return { ...call, streamIds: ids.slice(0, streams) };
  });

/** Messages that are well formed and come in any order. */
const anyMessage = fc.oneof(
  { arbitrary: anyCall, weight: 3 },
  fc.record({ type: fc.constant(2), invocationId: anyId, item: fc.constantFrom(1, 'x', null) }),
  fc.record({ type: fc.constant(3), invocationId: anyId }),
  fc.record({ type: fc.constant(3), invocationId: anyId, error: fc.constant('no') }),
  fc.record({ type: fc.constant(3), invocationId: anyId, result: fc.constantFrom(1, null) }),
  fc.record({ type: fc.constant(5), invocationId: anyId }),
);

/** A hub of streams and questions that counts the methods under way. */
function countingHub() {
  const running = { count: 0 };
  const sum = async (...streams: AsyncIterable<unknown>[]): Promise<number> => {
    let total = 0;
    for (const stream of streams) for await (const n of stream) total += Number(n);
    return total;
  };
  const counted = <A extends unknown[]>(run: (...args: A) => Promise<unknown>) => {
    return async (...args: A): Promise<unknown> => {
      running.count += 1;
      try {
        return await run(...args);
      } finally {
        running.count -= 1;
      }
    };
  };
  type Context = CallerContext<{ server: object; client: { answer(): number } }>;
  const ask = ({ clients }: Context): Promise<unknown> => clients.caller.invoke('answer');
  const isOver = ({ signal }: Context) =>
    new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }));
  const one = [streamOf()];
  const methods = {
    sum: { args: one, handle: counted((_: Context, numbers: AsyncIterable<unknown>) => sum(numbers)) },
    both: {
      args: [streamOf(), streamOf()],
      handle: counted((_: Context, a: AsyncIterable<unknown>, b: AsyncIterable<unknown>) => sum(a, b)),
    },
    upper: {
      args: one,
      async *stream(_: Context, words: AsyncIterable<unknown>) {
        running.count += 1;
        try {
          yield* words;
        } finally {
          running.count -= 1;
        }
      },
    },
    idle: { args: one, handle: counted((ctx: Context) => isOver(ctx)) },
    ask: { args: [], handle: counted((ctx: Context) => ask(ctx)) },
    askAndWait: { args: [], handle: counted((ctx: Context) => ask(ctx).then(() => isOver(ctx))) },
    plain: () => 1,
  };
  const options = { maximumStreams: 4, maximumClientResults: 3 };
  return { memory: new MemoryHub({ methods } as never, options), running };
}

describe('a connection under hostile input', () => {
  it('never throws, and either goes on or says goodbye', () => {
    fc.assert(
      fc.property(fc.array(bytes), fc.boolean(), (chunks, shakesHands) => {
        const memory = hub();
        const client = shakesHands ? memory.connect() : memory.open();
        for (const chunk of chunks) client.connection.receive(chunk);
        const heard = client.heard();
        const last = heard.at(-1);
        if (client.transport.closed) {
          const farewell = typeof last === 'object' && last !== null && ('error' in last || 'type' in last);
          assert(farewell, JSON.stringify(heard));
        } else if (shakesHands) {
          client.send('', '{"type":1,"invocationId":"end","target":"add","arguments":[1,2]}');
          assert(client.heard().length > 0);
        }
        client.connection.ended();
        assert.equal(memory.runtime.connections.size, 0);
      }),
    );
  });

  it('leaves no method running when it ends, however streams, questions and their ends have come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyMessage, { minLength: 10, maxLength: 30 }), { minLength: 1, maxLength: 3 }),
        async chunks => {
          const { memory, running } = countingHub();
          const client = memory.connect();
          for (const chunk of chunks) {
            client.send(...chunk);
            await new Promise(resolve => setImmediate(resolve));
          }
          // Four streams, three that have asked, and one whose turn it is.
          assert(running.count <= 8, `${running.count} methods run`);
          client.connection.ended();
          await new Promise(resolve => setImmediate(resolve));
          assert.equal(running.count, 0);
          assert.equal(memory.runtime.connections.size, 0);
        },
      ),
    );
  });

  it('holds no more bytes of one message than a message may have', () => {
    const client = hub().connect();
    const piece = Buffer.alloc(100, 'x');
    let taken = 0;
    while (!client.transport.closed && taken < 100_000) {
      client.connection.receive(piece);
      taken += piece.length;
    }
    assert.equal(taken, 1_100);
  });

  it('cannot change the prototype of what copies its arguments', () => {
    const copies: unknown[] = [];
    const memory = new MemoryHub({ methods: { keep: (_, x) => copies.push(Object.assign({}, x)) } });
    memory.connect().send('{"type":1,"target":"keep","arguments":[{"__proto__":{"admin":true}}]}');
    assert.deepEqual(copies, [{}]);
    assert.equal((copies[0] as { admin?: boolean }).admin, undefined);
  });
});
