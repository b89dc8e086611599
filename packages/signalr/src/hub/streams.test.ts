import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryHub } from '../testing/memory-hub.ts';
import type { CallerContext } from './caller-context.ts';
import { HubError } from './hub-error.ts';

type Context = Pick<CallerContext<never>, 'signal'>;

const stream = (target: string, values: unknown[] = [], invocationId = 's') => ({
  type: 4,
  invocationId,
  target,
  arguments: values,
});
const cancel = (invocationId = 's') => ({ type: 5, invocationId });
const item = (value: unknown, invocationId = 's') => ({ type: 2, invocationId, item: value });
const end = (more: object = {}, invocationId = 's') => ({ type: 3, invocationId, ...more });

/** Lets what has been settled take its course, producers that yield to the event loop too. */
const turns = async () => {
  for (let n = 0; n < 4; n += 1) await new Promise<void>(resolve => setImmediate(resolve));
};

async function* count(to: number): AsyncGenerator<number> {
  for (let n = 0; n < to; n += 1) yield n;
}

function hubOf(run: (ctx: Context, ...args: unknown[]) => unknown, options = {}) {
  const methods = {
    run: { stream: run },
    add: (_: unknown, a: unknown, b: unknown) => Number(a) + Number(b),
  };
  return new MemoryHub({ methods } as never, options);
}

describe('a stream', () => {
  it('sends its items in order, then a completion without a result', async () => {
    const client = hubOf((_, to) => count(Number(to))).connect();
    client.send(stream('run', [3]));
    await turns();
    assert.deepEqual(client.heard(), [item(0), item(1), item(2), end()]);
  });

  it('holds up neither calls nor other streams', async () => {
    const held = Promise.withResolvers<void>();
    const client = hubOf(async function* (_, to) {
      if (to === undefined) await held.promise;
      yield* count(Number(to ?? 1));
    }).connect();
    client.send(stream('run', [], 'slow'), stream('run', [1], 'quick'), {
      type: 1,
      invocationId: 'call',
      target: 'add',
      arguments: [1, 2],
    });
    await turns();
    assert.deepEqual(client.heard(), [end({ result: 3 }, 'call'), item(0, 'quick'), end({}, 'quick')]);
    held.resolve();
    await turns();
    assert.deepEqual(client.heard(), [item(0, 'slow'), end({}, 'slow')]);
  });

  it('cancelled by the very next message ends, though its producer never looks', async () => {
    const client = hubOf(() => ({
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }),
    })).connect();
    client.send(stream('run'), cancel());
    await turns();
    assert.deepEqual(client.heard(), [end()]);
    assert.deepEqual(client.heard(), []);
  });

  it('cancelled asks its producer to return, tells its signal, and hears no error of it', async () => {
    const seen: string[] = [];
    const hub = hubOf(async function* ({ signal }) {
      signal.addEventListener('abort', () => seen.push('aborted'));
      try {
        for (let n = 0; ; n += 1) {
          yield n;
          await new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new Error('stopped')));
          });
        }
      } finally {
        seen.push('left');
      }
    });
    const client = hub.connect();
    client.send(stream('run'));
    await turns();
    client.send(cancel(), cancel('unknown'));
    await turns();
    assert.deepEqual(client.heard(), [item(0), end()]);
    assert.deepEqual(seen, ['aborted', 'left']);
    assert.deepEqual(hub.errors, []);
  });

  it('cancelled counts as open until its producer has returned', async () => {
    const held = Promise.withResolvers<void>();
    const run = async function* () {
      yield 0;
      await held.promise;
    };
    const client = hubOf(run, { maximumStreams: 2 }).connect();
    client.send(stream('run', [], '1'), stream('run', [], '2'));
    await turns();
    client.send(cancel('1'), cancel('2'));
    await turns();
    assert.deepEqual(client.heard(), [item(0, '1'), item(0, '2'), end({}, '1'), end({}, '2')]);
    client.send(stream('run', [], '3'));
    assert.match(JSON.stringify(client.heard()), /may have 2 streams open/);
    held.resolve();
    await turns();
    client.send(stream('run', [], '4'));
    await turns();
    assert.deepEqual(client.heard(), [item(0, '4'), end({}, '4')]);
  });

  it('ends with its connection', async () => {
    const over = Promise.withResolvers<void>();
    const hub = hubOf(async function* ({ signal }) {
      signal.addEventListener('abort', () => over.resolve());
      yield 1;
      await over.promise;
    });
    const client = hub.connect();
    client.send(stream('run'));
    await turns();
    client.connection.ended();
    await over.promise;
    await turns();
    assert.deepEqual(client.heard(), [item(1)]);
  });

  it('that throws says so, with the error where clients may see it', async () => {
    const throwing = (error: Error) =>
      async function* () {
        yield 0;
        throw error;
      };
    const text = 'An error occurred on the server while streaming results.';
    for (const [error, options, shown] of [
      [new RangeError('mine'), {}, text],
      [new RangeError('mine'), { enableDetailedErrors: true }, `${text} RangeError: mine`],
      [new HubError('for you'), {}, `${text} HubException: for you`],
    ] as const) {
      const hub = hubOf(throwing(error), options);
      const client = hub.connect();
      client.send(stream('run'));
      await turns();
      assert.deepEqual(client.heard(), [item(0), end({ error: shown })]);
      assert.deepEqual(hub.errors, error instanceof HubError ? [] : [error]);
    }
  });

  it('that throws before its first item is a call that throws', async () => {
    const client = hubOf(() => {
      throw new HubError('no');
    }).connect();
    client.send(stream('run'));
    const error = "An unexpected error occurred invoking 'run' on the server. HubException: no";
    assert.deepEqual(client.heard(), [end({ error })]);
  });

  it('that is none, is called as none, or takes an id in use, is refused', async () => {
    const client = hubOf((_, to) => (to === undefined ? null : count(1e9))).connect();
    client.send(stream('run'), { ...stream('run', [1], '1'), type: 1 });
    await turns();
    const none =
      "The value returned by the streaming method 'run' is not a ChannelReader<> or IAsyncEnumerable<>.";
    const asCall =
      "The client attempted to invoke the streaming 'run' method with a non-streaming invocation.";
    assert.deepEqual(client.heard(), [end({ error: asCall }, '1'), end({ error: none })]);
    client.send(stream('run', [1]), stream('run', [1]));
    assert.deepEqual(client.heard(), [end({ error: "Invocation ID 's' is already in use." })]);
    client.send(cancel());
    await turns();
    assert.deepEqual(client.heard().at(-1), end());
    client.send(stream('run', [1]), cancel());
    await turns();
    assert.deepEqual(client.heard(), [end()]);
  });

  it('that never waits leaves the event loop its turns', async () => {
    const client = hubOf(() => count(1e9)).connect();
    client.send(stream('run'));
    await turns();
    const heard = client.heard().length;
    assert.ok(heard > 0 && heard < 1_000, `${heard} items in a few turns`);
    client.send(cancel());
  });

  it('asks for no more while the connection takes none', async () => {
    let asked = 0;
    const client = hubOf(async function* () {
      for (;;) {
        asked += 1;
        yield asked;
      }
    }).connect();
    const room = Promise.withResolvers<void>();
    client.transport.full = room.promise;
    client.send(stream('run'));
    await turns();
    assert.deepEqual(client.heard(), [item(1)]);
    assert.equal(asked, 1);
    client.transport.full = undefined;
    room.resolve();
    await turns();
    assert.ok(asked > 1);
    client.send(cancel());
  });
});
