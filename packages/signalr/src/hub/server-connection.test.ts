import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryHub } from '../testing/memory-hub.ts';
import { MemoryTransport } from '../testing/memory-transport.ts';
import { HubError } from './hub-error.ts';

const call = (target: string, values: unknown[] = [], invocationId: string | null = '1') => ({
  type: 1,
  ...(invocationId === null ? undefined : { invocationId }),
  target,
  arguments: values,
});

/** A promise that the test settles. */
function gate<T>() {
  return Promise.withResolvers<T>();
}

/** Lets what has been settled take its course. */
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

describe('a connection', () => {
  it('answers the handshake, and messages that came with it', () => {
    const client = new MemoryHub({ methods: { add: (_, a, b) => Number(a) + Number(b) } }).open();
    client.send({ protocol: 'JSON', version: 2 }, call('add', [1, 2]));
    assert.deepEqual(client.heard(), [{}, { type: 3, invocationId: '1', result: 3 }]);
  });

  it('gives a client its time for the handshake, and no more', () => {
    const hub = new MemoryHub({ methods: {} });
    const client = hub.open();
    hub.clock.advance(15_000);
    assert.equal(client.transport.closed, false);
    hub.clock.advance(1_000);
    assert.deepEqual(client.heard(), [{ error: 'Handshake was canceled.' }]);
    assert.equal(client.transport.closed, true);
  });

  it('refuses a protocol that its transport cannot carry', () => {
    const client = new MemoryHub({ methods: {} }).open({}, new MemoryTransport([]));
    client.send({ protocol: 'json', version: 1 });
    assert.deepEqual(client.heard(), [
      {
        error:
          "Cannot use the 'json' protocol on the current transport. The transport does not support 'Text' transfer format.",
      },
    ]);
  });

  it('runs calls one after another, in order, and answers each', async () => {
    const first = gate<string>();
    const begun: unknown[] = [];
    const hub = new MemoryHub({
      methods: {
        slow: () => first.promise,
        quick: (_, n) => begun.push(n),
      },
    });
    const client = hub.connect();
    client.send(call('slow', [], 'a'), call('quick', [1], 'b'), call('quick', [2], 'c'));
    assert.deepEqual(begun, []);
    first.resolve('done');
    await turn();
    assert.deepEqual(client.heard(), [
      { type: 3, invocationId: 'a', result: 'done' },
      { type: 3, invocationId: 'b', result: 1 },
      { type: 3, invocationId: 'c', result: 2 },
    ]);
  });

  it('runs as many calls at a time as it may', async () => {
    const gates = [gate<void>(), gate<void>(), gate<void>()];
    let begun = 0;
    const methods = { wait: () => gates[begun++]?.promise };
    const client = new MemoryHub({ methods }, { maximumParallelInvocations: 2 }).connect();
    client.send(call('wait', [], 'a'), call('wait', [], 'b'), call('wait', [], 'c'));
    assert.equal(begun, 2);
    gates[1]?.resolve();
    await turn();
    assert.equal(begun, 3);
    assert.deepEqual(client.heard(), [{ type: 3, invocationId: 'b', result: null }]);
  });

  it('answers a call that fits no method at once, also behind a running one, and lets the hub have its say in turn', async () => {
    const first = gate<void>();
    const methods = {
      slow: () => first.promise,
      add: { args: [], handle: () => 0 },
    };
    const error = (invocationId: string, target: string, why = '') => ({
      type: 3,
      invocationId,
      error: `Failed to invoke '${target}' due to an error on the server.${why}`,
    });
    const slow = { type: 3, invocationId: 'a', result: null };
    const calls = [call('slow', [], 'a'), call('sing', [], 'b'), call('add', [1], 'c')];
    const client = new MemoryHub({ methods }).connect();
    client.send(...calls);
    assert.deepEqual(client.heard(), [
      error('b', 'sing', ' HubException: Method does not exist.'),
      error('c', 'add'),
    ]);
    const answered = new MemoryHub({ methods, argumentsRefused: () => 'no' }).connect();
    answered.send(...calls);
    answered.heard();
    first.resolve();
    await turn();
    assert.deepEqual(client.heard(), [slow]);
    assert.deepEqual(answered.heard(), [slow, { type: 3, invocationId: 'c', result: 'no' }]);
  });

  it('does not hold up the rest of a message that is larger than what may pile up', () => {
    const hub = new MemoryHub(
      { methods: { size: (_, x) => String(x).length } },
      { maximumReceiveMessageSize: 1_000_000 },
    );
    const client = hub.connect();
    const message = Buffer.from(`${JSON.stringify(call('size', ['x'.repeat(500_000)]))}\u001e`);
    for (let at = 0; at < message.length; at += 100_000) {
      assert.equal(client.transport.paused, false);
      client.connection.receive(message.subarray(at, at + 100_000));
    }
    assert.deepEqual(client.heard(), [{ type: 3, invocationId: '1', result: 500_000 }]);
  });

  it('asks a client to wait whose messages pile up behind a call, and reads on after', async () => {
    const first = gate<void>();
    const hub = new MemoryHub({ methods: { wait: () => first.promise, ok: () => 'ok' } });
    const client = hub.connect();
    client.send(call('wait', [], null), call('ok', [], null));
    const one = JSON.stringify(call('ok', ['x'.repeat(1_000)], null));
    for (let i = 0; i < 70; i++) client.send(one);
    assert.equal(client.transport.paused, true);
    first.resolve();
    await turn();
    assert.equal(client.transport.paused, false);
  });

  it('answers nothing to calls without an id, whatever comes of them', () => {
    const methods = {
      fail: () => {
        throw new Error('no');
      },
    };
    const client = new MemoryHub({ methods }).connect();
    client.send(call('fail', [], null), call('missing', [], null), call('fail', [], ''));
    assert.deepEqual(client.heard(), []);
  });

  it('tells an error only what it may know, and the log all of it', async () => {
    const methods = {
      fail: () => Promise.reject(new RangeError('a secret')),
      tell: () => {
        throw new HubError('a word');
      },
    };
    const hub = new MemoryHub({ methods });
    const client = hub.connect();
    client.send(call('fail'));
    await turn();
    client.send(call('tell'));
    assert.deepEqual(client.heard(), [
      { type: 3, invocationId: '1', error: "An unexpected error occurred invoking 'fail' on the server." },
      {
        type: 3,
        invocationId: '1',
        error: "An unexpected error occurred invoking 'tell' on the server. HubException: a word",
      },
    ]);
    assert.deepEqual(hub.errors.map(String), ['RangeError: a secret']);
  });

  it('gives errors the names it is told to', () => {
    const methods = {
      fail: () => {
        throw new RangeError('too far');
      },
    };
    const errorName = (error: Error) => `${error.name}Exception`;
    const client = new MemoryHub({ methods }, { enableDetailedErrors: true, errorName }).connect();
    client.send(call('fail'));
    assert.deepEqual(client.heard(), [
      {
        type: 3,
        invocationId: '1',
        error: "An unexpected error occurred invoking 'fail' on the server. RangeErrorException: too far",
      },
    ]);
  });

  it('answers an error for a result that cannot be written, and stays', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(15_000)}${']'.repeat(15_000)}`);
    const client = new MemoryHub({ methods: { deep: () => deep, big: () => 1n, ok: () => 1 } }).connect();
    client.send(call('deep', [], 'a'), call('big', [], 'b'), call('ok', [], 'c'));
    assert.deepEqual(client.heard(), [
      { type: 3, invocationId: 'a', error: "An unexpected error occurred invoking 'deep' on the server." },
      { type: 3, invocationId: 'b', error: "An unexpected error occurred invoking 'big' on the server." },
      { type: 3, invocationId: 'c', result: 1 },
    ]);
  });

  it('closes on what is nested too deep, as .NET does', () => {
    const client = new MemoryHub({ methods: { echo: (_, x) => x } }).connect();
    client.send(`{"type":1,"target":"echo","arguments":[${'['.repeat(15_000)}${']'.repeat(15_000)}]}`);
    assert.deepEqual(client.heard(), [
      { type: 7, error: 'Connection closed with an error.', allowReconnect: true },
    ]);
  });

  it('does not find what every object has', () => {
    const client = new MemoryHub({ methods: {} }).connect();
    for (const target of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      client.send(call(target));
      assert.deepEqual(client.heard(), [
        {
          type: 3,
          invocationId: '1',
          error: `Failed to invoke '${target}' due to an error on the server. HubException: Method does not exist.`,
        },
      ]);
    }
  });

  it('sends pings at their interval', () => {
    const hub = new MemoryHub({ methods: {} });
    const client = hub.connect();
    hub.clock.advance(14_000);
    assert.deepEqual(client.heard(), []);
    hub.clock.advance(1_000);
    assert.deepEqual(client.heard(), [{ type: 6 }]);
    hub.clock.advance(30_000);
    assert.deepEqual(client.heard(), [{ type: 6 }, { type: 6 }]);
  });

  it('leaves a client alone that has never pinged, and ends one that has and fell silent', () => {
    const hub = new MemoryHub({ methods: {} }, { keepAliveInterval: 1e9 });
    const [silent, pinging] = [hub.connect(), hub.connect()];
    pinging.send({ type: 6 });
    hub.clock.advance(31_000);
    assert.equal(pinging.transport.closed, false);
    hub.clock.advance(1_000);
    assert.deepEqual(pinging.heard(), [
      { type: 7, error: 'Connection closed with an error.', allowReconnect: true },
    ]);
    hub.clock.advance(1_000_000);
    assert.equal(silent.transport.closed, false);
  });

  it('does not count silence while a call holds the client back', async () => {
    const first = gate<void>();
    const hub = new MemoryHub({ methods: { wait: () => first.promise } });
    const client = hub.connect();
    client.send({ type: 6 }, call('wait'), call('wait', [], '2'));
    hub.clock.advance(100_000);
    assert.equal(client.transport.closed, false);
    first.resolve();
    await turn();
    hub.clock.advance(32_000);
    assert.equal(client.transport.closed, true);
  });

  it('ends when its credentials do, if it is told to, and may come back', () => {
    const hub = new MemoryHub({ methods: {} }, { closeOnAuthenticationExpiration: true });
    const expiresAt = hub.clock.now() + 5_000;
    const [ending, staying] = [hub.connect({ expiresAt }), hub.connect()];
    hub.clock.advance(4_000);
    assert.deepEqual(ending.heard(), []);
    hub.clock.advance(1_000);
    assert.deepEqual(ending.heard(), [{ type: 7, allowReconnect: true }]);
    assert.equal(staying.transport.closed, false);
  });

  it('tells a client that breaks the protocol why, as far as it may know', () => {
    const open = new MemoryHub({ methods: {} }, { enableDetailedErrors: true }).connect();
    open.send('{"type":1}');
    assert.deepEqual(open.heard(), [
      {
        type: 7,
        error: "Connection closed with an error. InvalidDataException: Missing required property 'target'.",
        allowReconnect: true,
      },
    ]);
    const closed = new MemoryHub({ methods: {} }).connect();
    closed.send('{"type":1}');
    assert.deepEqual(closed.heard(), [
      { type: 7, error: 'Connection closed with an error.', allowReconnect: true },
    ]);
  });

  it('dispatches nothing until onConnected has finished', async () => {
    const ready = gate<void>();
    const hub = new MemoryHub({
      onConnected: async ctx => {
        await ready.promise;
        ctx.clients.caller.send('hello');
      },
      methods: { ok: () => 1 },
    });
    const client = hub.connect();
    client.send(call('ok'));
    await turn();
    assert.deepEqual(client.heard(), []);
    ready.resolve();
    await turn();
    assert.deepEqual(client.heard(), [
      { type: 1, target: 'hello', arguments: [] },
      { type: 3, invocationId: '1', result: 1 },
    ]);
  });

  it('is refused by an onConnected that throws, and its end is not told to the hub', () => {
    let ends = 0;
    const hub = new MemoryHub({
      methods: {},
      onConnected: () => {
        throw new HubError('full');
      },
      onDisconnected: () => {
        ends += 1;
      },
    });
    const client = hub.open();
    client.send({ protocol: 'json', version: 1 });
    assert.deepEqual(client.heard(), [
      {},
      { type: 7, error: 'Connection closed with an error. HubException: full' },
    ]);
    client.connection.ended();
    assert.equal(ends, 0);
    assert.equal(hub.runtime.connections.size, 0);
  });

  it('tells the hub of its end once, after the close message, also when it ends while connecting', async () => {
    const ready = gate<void>();
    const ends: unknown[] = [];
    const hub = new MemoryHub({
      methods: {},
      onConnected: () => ready.promise,
      onDisconnected: (_, error) => {
        ends.push(error);
      },
    });
    const client = hub.connect();
    client.connection.abort({ reason: 'enough', allowReconnect: true });
    assert.deepEqual(client.heard(), [{ type: 7, error: 'enough', allowReconnect: true }]);
    client.connection.ended();
    assert.deepEqual(ends, []);
    ready.resolve();
    await turn();
    assert.deepEqual(ends, [undefined]);
    assert.equal(hub.runtime.connections.size, 0);
  });

  it('answers a close message, passes its error on, and aborts what runs', () => {
    const ends: unknown[] = [];
    const hub = new MemoryHub({
      methods: {},
      onDisconnected: (_, error) => {
        ends.push(error?.message);
      },
    });
    const client = hub.connect();
    const { signal } = client.connection;
    client.send({ type: 7, error: 'worn out' }, call('never'));
    assert.deepEqual(client.heard(), [{ type: 7 }]);
    assert.deepEqual(ends, ['worn out']);
    assert.equal(signal.aborted, true);
  });

  it('has told a call under way that it is over by the time that the hub hears of its end', async () => {
    const ready = gate<void>();
    const order: string[] = [];
    const hub = new MemoryHub({
      methods: {
        subscribe: async ctx => {
          await ready.promise;
          order.push(ctx.signal.aborted ? 'refused' : 'subscribed');
        },
      },
      onDisconnected: ctx => {
        order.push(ctx.signal.aborted ? 'aborted' : 'live');
      },
    });
    const client = hub.connect();
    client.send(call('subscribe'));
    client.connection.ended();
    ready.resolve();
    await turn();
    assert.deepEqual(order, ['aborted', 'refused']);
  });

  it('does not answer a call that aborted it', () => {
    const client = new MemoryHub({ methods: { leave: ctx => ctx.abort() } }).connect();
    client.send(call('leave'), call('leave', [], '2'));
    assert.deepEqual(client.heard(), [{ type: 7 }]);
  });

  it('tells the hub of a message that was cut off', () => {
    const ends: unknown[] = [];
    const hub = new MemoryHub({
      methods: {},
      onDisconnected: (_, error) => {
        ends.push(error?.message);
      },
    });
    const client = hub.connect();
    client.connection.receive(Buffer.from('{"type":'));
    client.connection.ended();
    assert.deepEqual(ends, ['Connection terminated while reading a message.']);
  });

  it('is forgotten with nothing left when hooks throw', () => {
    const hub = new MemoryHub({
      methods: {},
      onDisconnected: () => {
        throw new Error('late');
      },
    });
    const client = hub.connect();
    client.connection.ended();
    assert.deepEqual(hub.errors.map(String), ['Error: late']);
    assert.equal(hub.runtime.connections.size, 0);
  });

  it('ignores what it does not wait for', () => {
    const client = new MemoryHub({ methods: { ok: () => 1 } }).connect();
    client.send(
      { type: 3, invocationId: '7', result: 1 },
      { type: 2, invocationId: '7', item: 1 },
      { type: 5, invocationId: '7' },
      { type: 8, sequenceId: 1 },
      { type: 9, sequenceId: 1 },
      { type: 42 },
      call('ok'),
    );
    assert.deepEqual(client.heard(), [{ type: 3, invocationId: '1', result: 1 }]);
  });

  it('says that a plain method is no stream and takes none', () => {
    const client = new MemoryHub({ methods: { ok: () => 1 } }).connect();
    client.send({ ...call('ok'), type: 4 }, { ...call('ok'), streamIds: ['u'] });
    assert.deepEqual(client.heard(), [
      {
        type: 3,
        invocationId: '1',
        error: "The client attempted to invoke the non-streaming 'ok' method with a streaming invocation.",
      },
      {
        type: 3,
        invocationId: '1',
        error:
          "An unexpected error occurred invoking 'ok' on the server. HubException: Client sent 1 stream(s), Hub method expects 0.",
      },
    ]);
  });
});
