import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EndpointOptions } from '../http/endpoint-options.ts';
import { type MemoryConnection, MemoryHub } from '../testing/memory-hub.ts';
import type { CallerContext } from './caller-context.ts';
import { ClientResults } from './client-results.ts';
import type { ResultSchema } from './connection-proxy.ts';
import { defineHub } from './define-hub.ts';
import { HubError } from './hub-error.ts';
import { streamOf } from './stream-of.ts';

interface Contract {
  server: {
    ask(question: string): string;
    askAndStay(): string;
    askTwice(): string;
    askOf(connectionId: string): string;
    askAll(count: number): string;
    askInStream(): AsyncIterable<string>;
    swallow(words: AsyncIterable<unknown>): null;
    askLater(): string;
    slow(): string;
    plain(): string;
  };
  client: { answer(question: string): string; number(): number; rung(): void };
}

const text: ResultSchema<string> = {
  safeParse: input =>
    typeof input === 'string' ? { success: true, data: input } : { success: false, error: 'no text' },
  description: 'String',
};

type Context = CallerContext<Contract>;

/** A hub that asks, whose calls stay and are slow until told otherwise. */
function askingHub(options: EndpointOptions = {}, onConnected?: (ctx: Context) => Promise<void>) {
  const stay = Promise.withResolvers<void>();
  const slow = Promise.withResolvers<string>();
  const contexts: Context[] = [];
  const hub = defineHub<Contract>({
    results: { answer: text },
    ...(onConnected === undefined ? undefined : { onConnected }),
    methods: {
      ask(ctx, question) {
        contexts.push(ctx);
        return ctx.clients.caller.invoke('answer', question);
      },
      async askAndStay(ctx) {
        const said = await ctx.clients.caller.invoke('answer', 'stay?');
        await stay.promise;
        return said;
      },
      async askLater(ctx) {
        await stay.promise;
        return ctx.clients.caller.invoke('answer', 'later?');
      },
      async askTwice({ clients }) {
        const first = await clients.caller.invoke('answer', 'first?');
        return first + (await clients.caller.invoke('answer', 'second?'));
      },
      askOf: ({ clients }, id) => clients.client(id).invoke('answer', 'you?'),
      async askAll({ clients }, count) {
        const asked = Array.from({ length: count }, () => clients.caller.invoke('answer', 'all?'));
        return (await Promise.all(asked)).join('');
      },
      askInStream: {
        async *stream({ clients }) {
          yield await clients.caller.invoke('answer', 'stream?');
        },
      },
      swallow: {
        args: [streamOf()],
        async handle(_, words) {
          for await (const word of words) void word;
          return null;
        },
      },
      slow: () => slow.promise,
      plain: () => 'plain',
    },
  });
  const memory = new MemoryHub(hub as never, { enableDetailedErrors: true, ...options });
  return { memory, stay, slow, contexts, clients: memory.runtime.clients };
}

const call = (target: string, values: unknown[] = [], invocationId = '1') => ({
  type: 1,
  invocationId,
  target,
  arguments: values,
});
const question = (n: number, ...values: unknown[]) => call('answer', values, `s${n}`);
const completion = (invocationId: string, more: object) => ({ type: 3, invocationId, ...more });
const result = (value: unknown, invocationId = '1') => completion(invocationId, { result: value });
const failure = (target: string, why: string) =>
  completion('1', { error: `An unexpected error occurred invoking '${target}' on the server. ${why}` });

/** Lets what has been settled take its course. */
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

/** Sends, and answers what came of it. */
async function after(client: MemoryConnection, ...messages: object[]): Promise<unknown[]> {
  client.send(...messages);
  await turn();
  return client.heard();
}

describe('a client that is asked', () => {
  it('answers, while the method that asks waits', async () => {
    const client = askingHub().memory.connect();
    assert.deepEqual(await after(client, call('ask', ['why'])), [question(1, 'why')]);
    assert.deepEqual(await after(client, result('because', 's1')), [result('because')]);
    assert.deepEqual(await after(client, call('ask', ['how'], '2')), [question(2, 'how')]);
  });

  it('answers with its error, with nothing, or with something else: a HubError where it is awaited', async () => {
    for (const [more, why] of [
      [{ error: 'will not say' }, 'HubException: will not say'],
      [{ error: '' }, 'HubException: '],
      [{}, "HubException: Exception of type 'Microsoft.AspNetCore.SignalR.HubException' was thrown."],
      [
        { result: 5 },
        'HubException: Error trying to deserialize result to String. The result is of another type.',
      ],
      [
        { result: null },
        'HubException: Error trying to deserialize result to String. The result is of another type.',
      ],
    ] as const) {
      const { memory } = askingHub({ enableDetailedErrors: false });
      const client = memory.connect();
      await after(client, call('ask', ['why']));
      assert.deepEqual(await after(client, completion('s1', more)), [failure('ask', why)]);
      assert.deepEqual(memory.errors, []);
    }
  });

  it('answers from outside a hub method, unchecked where there is no schema', async () => {
    const { memory, clients } = askingHub();
    const client = memory.connect();
    const answer = clients.client('c1').invoke('number');
    assert.deepEqual(client.heard(), [call('number', [], 's1')]);
    client.send(result('seven', 's1'));
    assert.equal(await answer, 'seven');
  });

  it('is heard once, and not under an id that nobody awaits', async () => {
    const client = askingHub().memory.connect();
    await after(client, call('ask', ['why']));
    const heard = await after(
      client,
      result('a', 's1'),
      result('b', 's1'),
      completion('s1', { error: 'c' }),
      result('d', 's9'),
      completion('s'.repeat(9_000), {}),
      result('e', '__proto__'),
      call('plain', [], '2'),
    );
    assert.deepEqual(heard, [result('plain', '2'), result('a')]);
  });

  it('goes before it answers, or is not there', async () => {
    const { memory } = askingHub();
    const [asking, gone] = [memory.connect(), memory.connect()];
    await after(asking, call('askOf', ['c2']));
    assert.deepEqual(gone.heard(), [question(1, 'you?')]);
    gone.connection.ended();
    await turn();
    assert.deepEqual(asking.heard(), [failure('askOf', "IOException: Connection 'c2' disconnected.")]);
    const nobody = failure('askOf', "IOException: Connection 'c2' does not exist.");
    assert.deepEqual(await after(asking, call('askOf', ['c2'])), [nobody]);
  });

  it('is waited for as long as the signal lets it, and is not told of the end', async () => {
    const { memory, clients } = askingHub();
    const client = memory.connect();
    const controller = new AbortController();
    const canceled = { code: 'hub', message: 'Invocation canceled by the server.', cause: 'enough' };
    const waiting = clients.client('c1').invoke('answer', 'now?', controller.signal);
    assert.deepEqual(client.heard(), [question(1, 'now?')]);
    controller.abort('enough');
    await assert.rejects(waiting, canceled);
    await assert.rejects(clients.client('c1').invoke('number', controller.signal), canceled);
    assert.deepEqual(await after(client, result('late', 's1'), call('plain')), [result('plain')]);
  });

  it('leaves nothing behind on a signal that outlives it', async () => {
    const { memory, clients } = askingHub();
    const client = memory.connect();
    const { signal } = new AbortController();
    let listening = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listening += 1;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listening -= 1;
      removeEventListener.apply(signal, args);
    };
    const answer = clients.client('c1').invoke('number', signal);
    assert.equal(listening, 1);
    client.send(result(1, 's1'));
    await answer;
    assert.equal(listening, 0);
  });

  it('is not asked what cannot be written', async () => {
    const { memory, clients } = askingHub();
    const client = memory.connect();
    await assert.rejects(clients.client('c1').invoke('answer', 1n), TypeError);
    assert.deepEqual(client.heard(), []);
    const answer = clients.client('c1').invoke('answer', 'again?');
    client.send(result('yes', 's2'));
    assert.equal(await answer, 'yes');
  });

  it('may have a stream under the id that it is asked under: the stream comes first', async () => {
    const client = askingHub().memory.connect();
    await after(client, call('ask', ['why']));
    const stream = { ...call('swallow', [], '2'), streamIds: ['s1'] };
    assert.deepEqual(await after(client, stream, result('the end', 's1')), [result(null, '2')]);
    assert.deepEqual(await after(client, result('because', 's1')), [result('because')]);
  });

  it('has answered for another connection: it is told so and closed, and the other goes on', async () => {
    const { memory } = askingHub();
    const [asked, other] = [memory.connect(), memory.connect()];
    await after(asked, call('ask', ['why']));
    assert.deepEqual(await after(other, result('mine', 's1')), [
      {
        type: 7,
        error:
          "Connection closed with an error. InvalidOperationException: Connection ID 'c2' is not valid for invocation ID 's1'.",
        allowReconnect: true,
      },
    ]);
    assert.deepEqual(await after(asked, result('yours', 's1')), [result('yours')]);
  });

  it('cannot be asked in onConnected, but by what that has begun', async () => {
    let later: (() => Promise<string>) | undefined;
    const connecting = askingHub({}, async ctx => {
      later = () => ctx.clients.caller.invoke('answer', 'later?');
      await assert.rejects(later());
      await ctx.clients.client(ctx.connectionId).invoke('answer', 'now?');
    });
    const text = 'Client results inside OnConnectedAsync Hub methods are not allowed.';
    const refused = connecting.memory.open();
    assert.deepEqual(await after(refused, { protocol: 'json', version: 1 }), [
      {},
      { type: 7, error: `Connection closed with an error. InvalidOperationException: ${text}` },
    ]);
    const begun = askingHub({}, async ctx => {
      later = () => ctx.clients.caller.invoke('answer', 'later?');
    });
    const client = begun.memory.open();
    await after(client, { protocol: 'json', version: 1 });
    const answer = later?.();
    assert.deepEqual(client.heard(), [question(1, 'later?')]);
    client.send(result('yes', 's1'));
    assert.equal(await answer, 'yes');
  });
});

describe('a method that asks', () => {
  it('lets the calls behind it run, in order, one at a time as before', async () => {
    const { memory, slow } = askingHub();
    const client = memory.connect();
    const heard = await after(
      client,
      call('ask', ['why']),
      call('slow', [], '2'),
      call('plain', [], '3'),
      result('because', 's1'),
    );
    assert.deepEqual(heard, [question(1, 'why')]);
    slow.resolve('slow');
    await turn();
    assert.deepEqual(client.heard(), [result('slow', '2'), result('plain', '3'), result('because')]);
  });

  it('lets those run that have waited for it', async () => {
    const { memory, stay } = askingHub();
    const client = memory.connect();
    assert.deepEqual(await after(client, call('askLater'), call('plain', [], '2')), []);
    stay.resolve();
    await turn();
    assert.deepEqual(client.heard(), [question(1, 'later?'), result('plain', '2')]);
  });

  it('does not take its turn back when it has its answer, and gives it up once', async () => {
    const { memory, slow, stay } = askingHub();
    const client = memory.connect();
    await after(client, call('askAndStay'), result('yes', 's1'));
    assert.deepEqual(await after(client, call('plain', [], '2')), [result('plain', '2')]);
    stay.resolve();
    await turn();
    assert.deepEqual(client.heard(), [result('yes')]);
    await after(client, call('askTwice', [], '3'), result('a', 's2'));
    const heard = await after(client, call('slow', [], '4'), call('plain', [], '5'), result('b', 's3'));
    assert.deepEqual(heard, [], 'plain waits behind slow, and with it what is behind plain');
    slow.resolve('slow');
    await turn();
    assert.deepEqual(client.heard(), [result('slow', '4'), result('plain', '5'), result('ab', '3')]);
  });

  it('as a stream has no turn to give up', async () => {
    const { memory, slow } = askingHub();
    const client = memory.connect();
    const heard = await after(
      client,
      { ...call('askInStream', [], 's'), type: 4 },
      call('slow', [], '2'),
      call('plain', [], '3'),
    );
    assert.deepEqual(heard, [question(1, 'stream?')]);
    slow.resolve('slow');
    assert.deepEqual(await after(client, result('yes', 's1')), [
      result('slow', '2'),
      result('plain', '3'),
      { type: 2, invocationId: 's', item: 'yes' },
      completion('s', {}),
    ]);
  });

  it('may ask of one connection only so much at a time', async () => {
    const { memory } = askingHub({ maximumClientResults: 2 });
    const client = memory.connect();
    const heard = await after(client, call('askAll', [3]));
    assert.deepEqual(heard, [
      question(1, 'all?'),
      question(2, 'all?'),
      failure('askAll', "HubException: Connection 'c1' may owe 2 results at a time, and no more."),
    ]);
    await after(client, result('a', 's1'), result('b', 's2'));
    await after(client, call('askAll', [2]), result('c', 's3'));
    assert.deepEqual(await after(client, result('d', 's4')), [result('cd')]);
  });

  it('may do so while only so many others that have asked still run', async () => {
    const { memory, stay } = askingHub({ maximumClientResults: 2 });
    const client = memory.connect();
    for (const n of [1, 2]) await after(client, call('askAndStay', [], `${n}`), result('yes', `s${n}`));
    assert.deepEqual(await after(client, call('askAndStay')), [
      failure('askAndStay', 'HubException: A connection may have 2 calls that asked a client, and no more.'),
    ]);
    stay.resolve();
    await turn();
    assert.deepEqual(client.heard(), [result('yes', '1'), result('yes', '2')]);
    assert.deepEqual(await after(client, call('ask', ['why'])), [question(3, 'why')]);
  });
});

describe('the results that a hub awaits', () => {
  it('are forgotten when they are over, however they end', async () => {
    const results = new ClientResults(1);
    const controller = new AbortController();
    const ids: string[] = [];
    const ask = (signal?: AbortSignal) => results.ask('c', id => ids.push(id), signal);
    const answered = ask();
    results.answer('c', { type: 3, invocationId: 's1', result: 1 });
    await answered;
    const canceled = ask(controller.signal);
    controller.abort();
    await assert.rejects(canceled, HubError);
    const lost = ask();
    results.lose('c');
    await assert.rejects(lost, { code: 'not_connected' });
    await assert.rejects(
      results.ask(
        'c',
        () => {
          throw new RangeError('unwritable');
        },
        undefined,
      ),
      RangeError,
    );
    void ask();
    assert.deepEqual(ids, ['s1', 's2', 's3', 's5']);
    await assert.rejects(ask(), { code: 'too_many' });
    assert.throws(() => results.answer('d', { type: 3, invocationId: 's5' }), { code: 'invalid_operation' });
    for (const id of ['s1', 's2', 's3', 's4']) results.answer('d', { type: 3, invocationId: id });
  });
});
