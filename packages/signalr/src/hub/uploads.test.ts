import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointOptions } from '../http/endpoint-options.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import { MemoryHub } from '../testing/memory-hub.ts';
import type { ArgumentSchema } from './argument-schema.ts';
import { defineHub } from './define-hub.ts';
import { streamOf } from './stream-of.ts';

interface Contract {
  server: {
    sum(numbers: AsyncIterable<number>): number;
    join(words: AsyncIterable<string>, between: string, more: AsyncIterable<string>): string;
    upper(words: AsyncIterable<string>): AsyncIterable<string>;
    idle(numbers: AsyncIterable<number>): string;
    first(numbers: AsyncIterable<number>): number;
    secret(numbers: AsyncIterable<number>): number;
    plain(): string;
    count(to: number): AsyncIterable<number>;
  };
  client: object;
}

const number: ArgumentSchema<number> = {
  safeParse: input =>
    typeof input === 'number' ? { success: true, data: input } : { success: false, error: 'no number' },
};
const text: ArgumentSchema<string> = {
  safeParse: input =>
    typeof input === 'string' ? { success: true, data: input } : { success: false, error: 'no text' },
};

async function sum(numbers: AsyncIterable<number>): Promise<number> {
  let total = 0;
  for await (const n of numbers) total += n;
  return total;
}

/** A hub whose `idle` ends when told to, and what its readers met. */
function uploadHub(options: EndpointOptions = {}) {
  const idle = Promise.withResolvers<string>();
  const errors: unknown[] = [];
  const taken: AsyncIterable<number>[] = [];
  const hub = defineHub<Contract>({
    methods: {
      sum: { args: [streamOf(number)], handle: (_, numbers) => sum(numbers) },
      join: {
        args: [streamOf(text), text, streamOf()],
        async handle(_, words, between, more) {
          const all: string[] = [];
          for (const part of [words, more]) for await (const word of part) all.push(word);
          return all.join(between);
        },
      },
      upper: {
        args: [streamOf(text)],
        async *stream(_, words) {
          for await (const word of words) yield word.toUpperCase();
        },
      },
      idle: {
        args: [streamOf(number)],
        handle(_, numbers) {
          taken.push(numbers);
          return idle.promise;
        },
      },
      first: {
        args: [streamOf(number)],
        async handle(_, numbers) {
          for await (const n of numbers) return n;
          return 0;
        },
      },
      secret: { args: [streamOf(number)], authorize: () => false, handle: () => 0 },
      plain: { args: [], handle: () => 'plain' },
      count: {
        args: [number],
        async *stream(_, to) {
          for (let n = 0; n < to; n += 1) yield n;
        },
      },
    },
  });
  const memory = new MemoryHub(hub as never, { onError: error => errors.push(error), ...options });
  return { memory, idle, errors, taken, client: memory.connect() };
}

const call = (target: string, streamIds: unknown[] = ['u'], invocationId = '1', values: unknown[] = []) => ({
  type: 1,
  invocationId,
  target,
  arguments: values,
  streamIds,
});
const plain = (invocationId = 'p') => ({ type: 1, invocationId, target: 'plain', arguments: [] });
const item = (value: unknown, invocationId = 'u') => ({ type: 2, invocationId, item: value });
const end = (more: object = {}, invocationId = 'u') => ({ type: 3, invocationId, ...more });
const answer = (result: unknown, invocationId = '1') => end({ result }, invocationId);
const failure = (error: string, invocationId = '1') => end({ error }, invocationId);
const played = answer('plain', 'p');

/** Lets what has been settled take its course. */
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

describe('an upload', () => {
  it('is read by its method, also when it came in the same chunk', async () => {
    const { client } = uploadHub();
    client.send(call('sum'), item(40), item(2), end());
    await turn();
    assert.deepEqual(client.heard(), [answer(42)]);
    client.send(call('sum'));
    await turn();
    client.send(item(1));
    await turn();
    client.send(item(2), end());
    await turn();
    assert.deepEqual(client.heard(), [answer(3)]);
  });

  it('comes in its place among the arguments, beside others', async () => {
    const { client } = uploadHub();
    client.send(call('join', ['u', 'v'], '1', ['+']), item('c', 'v'), item('a'), item('b'), end());
    await turn();
    assert.deepEqual(client.heard(), []);
    client.send(end({}, 'v'));
    await turn();
    assert.deepEqual(client.heard(), [answer('a+b+c')]);
  });

  it('answers with a stream', async () => {
    const { client } = uploadHub();
    client.send({ ...call('upper'), type: 4 }, item('a'), item('b'), end());
    await turn();
    assert.deepEqual(client.heard(), [item('A', '1'), item('B', '1'), end({}, '1')]);
  });

  it('whose stream is cancelled is over', async () => {
    const { client } = uploadHub();
    client.send({ ...call('upper'), type: 4 }, { type: 5, invocationId: '1' }, item('a'), plain());
    await turn();
    assert.deepEqual(client.heard(), [played, end({}, '1')]);
  });

  it('neither takes a turn nor waits for one', async () => {
    const { client, idle } = uploadHub({ maximumParallelInvocations: 1 });
    client.send(call('idle'), call('sum', ['v'], '2'), item(1, 'v'), end({}, 'v'), plain());
    await turn();
    assert.deepEqual(client.heard(), [played, answer(1, '2')]);
    idle.resolve('done');
    await turn();
    assert.deepEqual(client.heard(), [answer('done')]);
  });

  it('ends with the client error, after the items before it', async () => {
    const { client, taken, idle } = uploadHub();
    client.send(call('idle'), item(1), item(2), end({ error: 'gone' }));
    const read: unknown[] = [];
    await assert.rejects(
      async () => {
        for await (const n of taken[0] ?? []) read.push(n);
      },
      { code: 'hub', message: 'gone' },
    );
    assert.deepEqual(read, [1, 2]);
    idle.resolve('done');
    client.send(call('sum'), end({ error: 'gone' }));
    await turn();
    const text = "An unexpected error occurred invoking 'sum' on the server. HubException: gone";
    assert.deepEqual(client.heard(), [answer('done'), failure(text)]);
  });

  it('ends at an item of another type, and what comes after is dropped', async () => {
    const text =
      "An unexpected error occurred invoking 'sum' on the server. HubException: Failed to bind Stream message.";
    const detail = ' JsonException: The item is not of the type that the method reads.';
    for (const enableDetailedErrors of [false, true]) {
      const { client } = uploadHub({ enableDetailedErrors });
      client.send(call('sum'), item(1), item('x'), item(2), end(), plain());
      await turn();
      assert.deepEqual(client.heard(), [played, failure(enableDetailedErrors ? text + detail : text)]);
    }
  });

  it('ends with its connection, with an error in the reader', async () => {
    const { client, errors, taken, memory } = uploadHub();
    client.send(call('sum'), call('idle', ['v'], '2'), item(1, 'v'));
    await turn();
    client.connection.ended();
    await turn();
    const closed = new SignalRError('canceled', 'The underlying connection was closed.');
    assert.deepEqual(errors, [closed]);
    const reader = taken[0]?.[Symbol.asyncIterator]();
    assert.deepEqual(await reader?.next(), { done: false, value: 1 });
    await assert.rejects(async () => reader?.next(), closed);
    assert.equal(memory.runtime.connections.size, 0);
  });

  it('waits when ten of its items do, and the connection with it', async () => {
    const { client, taken, idle } = uploadHub();
    const items = Array.from({ length: 11 }, (_, n) => item(n));
    client.send(call('idle'), ...items.slice(0, 10), plain());
    assert.deepEqual(client.heard(), [played]);
    client.send(item(10), plain());
    await turn();
    assert.deepEqual(client.heard(), []);
    const reader = taken[0]?.[Symbol.asyncIterator]();
    assert.deepEqual(await reader?.next(), { done: false, value: 0 });
    await turn();
    assert.deepEqual(client.heard(), [played]);
    idle.resolve('done');
  });

  it('has the peer wait when its bytes pile up, and its silence counts for nothing', async () => {
    const { client, idle, memory } = uploadHub();
    client.send({ type: 6 }, call('idle'));
    const chunk = Array.from({ length: 100 }, () => item(1));
    for (let n = 0; n < 30; n += 1) client.send(...chunk);
    assert.equal(client.transport.paused, true);
    memory.clock.advance(100_000);
    assert.equal(client.transport.closed, false);
    idle.resolve('done');
    await turn();
    assert.equal(client.transport.paused, false);
    assert.deepEqual(client.heard().at(-1), answer('done'));
  });

  it('loses what its method does not read, and the connection goes on', async () => {
    const { client, idle } = uploadHub();
    client.send(call('idle'), ...Array.from({ length: 100 }, () => item(1)), end(), plain());
    await turn();
    assert.deepEqual(client.heard(), []);
    idle.resolve('done');
    await turn();
    assert.deepEqual(client.heard(), [answer('done'), played]);
    client.send(call('first'), ...Array.from({ length: 100 }, () => item(7)), end(), plain());
    await turn();
    assert.deepEqual(client.heard(), [played, answer(7)]);
  });

  it('that is left by its reader does not hold up the connection while the method goes on', async () => {
    const { client, taken } = uploadHub();
    client.send(call('idle'), item(1));
    for await (const n of taken[0] ?? []) {
      assert.equal(n, 1);
      break;
    }
    client.send(...Array.from({ length: 100 }, () => item(2)), plain());
    assert.deepEqual(client.heard(), [played]);
    for await (const _ of taken[0] ?? []) assert.fail('the reader had left');
  });

  it('of another number than the method takes is refused', async () => {
    const { client } = uploadHub();
    const text = (target: string, sent: number, expected: number) =>
      failure(
        `An unexpected error occurred invoking '${target}' on the server. HubException: Client sent ${sent} stream(s), Hub method expects ${expected}.`,
      );
    client.send(call('sum', []), call('sum', ['u', 'v']), call('plain', ['u']), item(1), end());
    assert.deepEqual(client.heard(), [text('sum', 0, 1), text('sum', 2, 1), text('plain', 1, 0)]);
    const { streamIds: _, ...none } = call('sum');
    client.send(none, { ...call('count', ['u'], '1', [1]), type: 4 });
    assert.deepEqual(client.heard(), [text('sum', 0, 1), text('count', 1, 0)]);
  });

  it('of a call that fits no method, or may not be made, is dropped', async () => {
    const { client } = uploadHub();
    client.send(call('sum', ['u'], '1', [1]), item(1), end(), call('secret'), item(1), end(), plain());
    assert.deepEqual(client.heard(), [
      failure("Failed to invoke 'sum' due to an error on the server."),
      failure("Failed to invoke 'secret' because user is unauthorized"),
      played,
    ]);
  });
});

describe('a client that breaks the rules of uploads', () => {
  it('gives an id twice: it is the later stream that hears, and the earlier ends with the connection', async () => {
    const { client, errors } = uploadHub();
    client.send(call('sum', ['u'], '1'), call('sum', ['u'], '2'), item(1), item(2), end());
    client.send(call('join', ['v', 'v'], '3', ['']), item('a', 'v'), end({}, 'v'), plain());
    await turn();
    assert.deepEqual(client.heard(), [played, answer(3, '2')]);
    client.connection.ended();
    await turn();
    assert.deepEqual(errors.map(String), [
      'OperationCanceledException: The underlying connection was closed.',
      'OperationCanceledException: The underlying connection was closed.',
    ]);
  });

  it('gives an id twice, and the earlier method ends: so does its reader', async () => {
    const { client, idle, taken } = uploadHub();
    client.send(call('idle'), call('sum', ['u'], '2'));
    const next = taken[0]?.[Symbol.asyncIterator]().next();
    idle.resolve('done');
    assert.deepEqual(await next, { done: true, value: undefined });
  });

  it('names a stream of another call in one that takes none: the stream ends, as in ASP.NET Core', async () => {
    const { client } = uploadHub();
    client.send(call('sum'), item(1), call('plain', ['u'], '2'), item(2), end());
    await turn();
    const [refused, ...rest] = client.heard();
    assert.match(JSON.stringify(refused), /Hub method expects 0/);
    assert.deepEqual(rest, [answer(1)]);
  });

  it('sends items and ends of streams that are over, of none, and of another connection: they are dropped', async () => {
    const { memory, client } = uploadHub();
    const other = memory.connect();
    client.send(call('sum'), item(1));
    other.send(item(5), end(), item(5, '1'), end({ error: 'no' }, '1'), plain());
    client.send(item(9, '1'), end({}, '1'), item(2), end(), item(3), end({ error: 'late' }), plain());
    await turn();
    assert.deepEqual(other.heard(), [played]);
    assert.deepEqual(client.heard(), [played, answer(3)]);
  });

  it('sends ids that are huge, or named as what every object has: they are ids', async () => {
    const { client } = uploadHub();
    for (const id of ['x'.repeat(10_000), '__proto__', 'constructor', '\u0000']) {
      client.send(call('sum', [id]), item(2, id), end({}, id));
      await turn();
      assert.deepEqual(client.heard(), [answer(2)]);
    }
  });

  it('sends ids that are no texts: it is told so and closed', () => {
    for (const [id, why] of [
      [1, "InvalidOperationException: Cannot get the value of a token type 'Number' as a string."],
      [null, "InvalidDataException: Null value for 'streamIds' is not valid."],
    ] as const) {
      const { client } = uploadHub({ enableDetailedErrors: true });
      client.send(call('sum', [id]));
      const error = `Connection closed with an error. ${why}`;
      assert.deepEqual(client.heard(), [{ type: 7, error, allowReconnect: true }]);
    }
  });

  it('opens more streams than it may, of both kinds together: one more is refused until one ends', async () => {
    const { client } = uploadHub({ maximumStreams: 3 });
    const refusal = (target: string, id: string) =>
      failure(
        `Failed to invoke '${target}' due to an error on the server. HubException: The connection may have 3 streams open at a time, and no more.`,
        id,
      );
    client.send(
      { ...call('upper', ['a'], '1'), type: 4 },
      call('join', ['b', 'c'], '2', ['']),
      call('sum', ['d'], '3'),
      item(1, 'd'),
      { ...call('count', [], '4', [2]), type: 4 },
    );
    assert.deepEqual(client.heard(), [refusal('join', '2'), refusal('count', '4')]);
    client.send(call('sum', ['e'], '5'), end({}, 'd'), plain());
    await turn();
    assert.deepEqual(client.heard(), [refusal('sum', '5'), played, answer(1, '3')]);
    client.send({ ...call('count', [], '4', [1]), type: 4 });
    await turn();
    assert.deepEqual(client.heard(), [item(0, '4'), end({}, '4')]);
  });

  it('calls streams under an id in use: each counts while it is answered', async () => {
    const { client } = uploadHub({ maximumStreams: 1 });
    client.send({ ...call('upper', [], '1'), type: 4 });
    assert.match(JSON.stringify(client.heard()), /may have 1 streams open/);
  });
});
