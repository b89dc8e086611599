import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AnyCaller } from '../hub/compile-hub.ts';
import { MemoryHub } from '../testing/memory-hub.ts';
import { ResumableClient } from '../testing/resumable-client.ts';

const ended: unknown[] = [];
const slow: PromiseWithResolvers<void>[] = [];
let asked = 0;
const hub = {
  onDisconnected: (_: unknown, error: Error | undefined) => {
    ended.push(error?.message);
  },
  methods: {
    echo: (_: unknown, x: unknown) => x,
    big: (_: unknown, length: unknown) => 'x'.repeat(Number(length)),
    slow: () => {
      const running = Promise.withResolvers<void>();
      slow.push(running);
      return running.promise;
    },
    abort: (ctx: AnyCaller) => ctx.abort(),
    pour: {
      async *stream(_: unknown, length: unknown) {
        for (asked = 0; ; asked += 1) yield 'x'.repeat(Number(length));
      },
    },
  },
};

const echo = (x: unknown, id = String(x)) => ({ type: 1, invocationId: id, target: 'echo', arguments: [x] });
const big = (length: number, id: string) => ({
  type: 1,
  invocationId: id,
  target: 'big',
  arguments: [length],
});
const answer = (x: unknown, id = String(x)) => ({ type: 3, invocationId: id, result: x });
const ack = (sequenceId: number) => ({ type: 8, sequenceId });
const sequence = (sequenceId: number) => ({ type: 9, sequenceId });
const ids = (heard: unknown[]) => heard.map(each => (each as { invocationId?: string }).invocationId);
const turn = () => new Promise(resolve => setImmediate(resolve));

function connect(...more: [ConstructorParameters<typeof ResumableClient>[1]?, (number | null)?]) {
  ended.length = 0;
  const memory = new MemoryHub(hub as never, { enableDetailedErrors: true });
  return { memory, client: new ResumableClient(memory, ...more) };
}

describe('a connection that outlives its socket', () => {
  it('hears again what it has not acknowledged, after the number of the first of it', () => {
    const { client } = connect();
    client.send(echo(1), echo(2), echo(3), ack(1));
    client.cut();
    client.again();
    assert.deepEqual(client.heard(), [sequence(2), answer(2), answer(3)]);
    client.send(sequence(4), echo(4));
    assert.deepEqual(client.heard(), [answer(4)]);
  });

  it('hears the next number where it has acknowledged everything', () => {
    const { client } = connect();
    client.send(echo(1), ack(1));
    client.cut();
    client.again();
    assert.deepEqual(client.heard(), [sequence(2)]);
  });

  it('is acknowledged a second after it has sent, once for all of it, and not where it has only pinged', () => {
    const { memory, client } = connect();
    client.send({ type: 6 });
    memory.clock.advance(5_000);
    assert.deepEqual(client.heard(), []);
    client.send(echo(1), { type: 5, invocationId: 'x' }, { type: 2, invocationId: 'x', item: 1 });
    client.send({ type: 3, invocationId: 'x' });
    memory.clock.advance(999);
    client.send(echo(2));
    memory.clock.advance(1);
    assert.deepEqual(client.heard(), [answer(1), answer(2), ack(5)]);
    memory.clock.advance(5_000);
    assert.deepEqual(client.heard(), []);
  });

  it('has nothing done twice that it sends again, and is told again that it was had', () => {
    const { memory, client } = connect();
    client.send(echo(1), echo(2), ack(2));
    memory.clock.advance(1_000);
    client.heard();
    client.cut();
    client.again();
    client.send(sequence(1), echo(1), echo(2), { type: 6 }, echo(3));
    assert.deepEqual(client.heard(), [sequence(3), answer(3)]);
    memory.clock.advance(1_000);
    assert.deepEqual(client.heard(), [ack(3)]);
    client.cut();
    client.again();
    client.send(sequence(3), echo(3));
    memory.clock.advance(1_000);
    assert.deepEqual(client.heard(), [sequence(3), answer(3), ack(3)]);
  });

  it('is acknowledged on the next socket what came over the last one', () => {
    const { memory, client } = connect();
    client.send(echo(1), ack(1));
    client.cut();
    memory.clock.advance(3_000);
    client.again();
    memory.clock.advance(1_000);
    assert.deepEqual(client.heard(), [sequence(2), ack(1)]);
  });

  it('may not leave out what never came', () => {
    const { client } = connect();
    client.send(echo(1));
    client.cut();
    client.again();
    client.heard();
    client.send(sequence(3));
    const error =
      "Connection closed with an error. InvalidOperationException: Sequence ID greater than amount of messages we've received.";
    assert.deepEqual(client.heard(), [{ type: 7, error, allowReconnect: true }]);
    assert.equal(client.socket.closed, true);
    assert.equal(client.transport.isOpen, false);
  });

  it('acknowledges what was not sent yet, and does not hear that again', () => {
    const { client } = connect();
    client.send(ack(2), echo(1), echo(2), echo(3), ack(-1), ack(1));
    client.cut();
    client.again();
    assert.deepEqual(client.heard(), [sequence(3), answer(3)]);
  });

  it('goes on with its calls while it has no socket', async () => {
    const { client } = connect();
    client.send({ type: 1, invocationId: '1', target: 'slow', arguments: [] });
    client.cut();
    slow.shift()?.resolve();
    await turn();
    client.again();
    assert.deepEqual(client.heard(), [sequence(1), { type: 3, invocationId: '1', result: null }]);
    assert.deepEqual(ended, []);
  });

  it('loses what was cut within a message, and what was not read yet comes again', async () => {
    const { client } = connect();
    client.send(
      { type: 1, invocationId: '1', target: 'slow', arguments: [] },
      echo(2),
      echo(3),
      '{"type":1,',
    );
    client.cut();
    client.again();
    client.send(sequence(1), { type: 1, invocationId: '1', target: 'slow', arguments: [] });
    client.send(echo(2), echo(3), echo(4));
    slow.shift()?.resolve();
    await turn();
    assert.deepEqual(ids(client.heard()), [undefined, '1', '2', '3', '4']);
    assert.equal(slow.length, 0);
  });

  it('is read again on the next socket after the last one had to wait', () => {
    const { client } = connect();
    client.send({ type: 1, invocationId: '1', target: 'slow', arguments: [] }, echo(2));
    client.send(echo('x'.repeat(100_000), '3').toString().padEnd(70_000, ' '));
    assert.equal(client.socket.paused, true);
    client.cut();
    client.again();
    assert.equal(client.socket.paused, false);
    slow.shift()?.resolve();
  });

  it('ends with a farewell, a close message, an abort, and what breaks the protocol', () => {
    const endings: ((client: ResumableClient) => void)[] = [
      client => client.cut(false),
      client => client.send({ type: 7 }),
      client => client.send({ type: 1, target: 'abort', arguments: [] }),
      client => client.send('nonsense\u001e'),
    ];
    for (const end of endings) {
      const { memory, client } = connect();
      const before = memory.clock.repeats;
      client.send(echo(1));
      end(client);
      assert.equal(client.transport.isOpen, false);
      client.cut();
      assert.equal(memory.runtime.connections.size, 0);
      assert.equal(ended.length, 1);
      assert.equal(memory.clock.repeats, before);
    }
  });

  it('ends when no socket comes for the disconnect timeout, and its silence until then counts for nothing', () => {
    const { memory, client } = connect({ disconnectTimeout: 60_000 });
    client.send({ type: 6 });
    client.cut();
    memory.clock.advance(60_000);
    client.again();
    assert.deepEqual(client.heard(), [sequence(1)]);
    client.cut();
    memory.clock.advance(62_000);
    assert.equal(client.transport.isOpen, false);
    assert.equal(memory.runtime.connections.size, 0);
    assert.deepEqual(ended, [undefined]);
  });

  it('does not outlive its socket where the handshake was of the first version', () => {
    const { memory, client } = connect({}, 1);
    client.send(echo(1), ack(1), sequence(7));
    memory.clock.advance(2_000);
    assert.deepEqual(client.heard(), [answer(1)]);
    client.cut();
    assert.equal(client.transport.isOpen, false);
    assert.equal(memory.runtime.connections.size, 0);
  });

  it('leaves a socket that is open still for another one, and hears no more of it', () => {
    const { client } = connect();
    client.send(echo(1));
    const first = client.socket;
    const last = client.again();
    assert.equal(first.closed, true);
    last.receive(Buffer.from('nonsense\u001e'));
    last.receiveTooLarge();
    last.ended({ wasCut: false });
    assert.deepEqual(client.heard(), [sequence(1), answer(1)]);
    client.send(sequence(2), echo(2));
    assert.deepEqual(client.heard(), [answer(2)]);
  });

  it('takes another socket before its handshake, too', () => {
    const { client } = connect({}, null);
    client.cut();
    client.again();
    client.send({ protocol: 'json', version: 2 }, echo(1));
    assert.deepEqual(client.heard(), [{}, answer(1)]);
  });

  it('ends with the server, also while it has no socket', async () => {
    const { memory, client } = connect();
    client.cut();
    await memory.runtime.shutDown();
    assert.deepEqual(ended, [undefined]);
    assert.equal(client.transport.isOpen, false);
  });
});

describe('a client that does not acknowledge', () => {
  it('has its calls wait when a hundred thousand bytes do, until it does', () => {
    const { client } = connect();
    client.send(...['1', '2', '3', '4', '5', '6'].map(id => big(30_000, id)));
    assert.deepEqual(ids(client.heard()), ['1', '2', '3', '4']);
    client.send(ack(1));
    assert.deepEqual(ids(client.heard()), ['5']);
    client.send({ type: 6 }, ack(4));
    assert.deepEqual(ids(client.heard()), ['6']);
  });

  it('is heard when it does so behind calls that wait', () => {
    const { client } = connect();
    client.send(...['1', '2', '3', '4', '5'].map(id => big(30_000, id)), ack(4), echo(6));
    assert.deepEqual(ids(client.heard()), ['1', '2', '3', '4', '5', '6']);
  });

  it('is heard when it does so behind a call that runs', async () => {
    const { client } = connect();
    client.send({ type: 4, invocationId: 's', target: 'pour', arguments: [30_000] });
    client.send({ type: 1, invocationId: '1', target: 'slow', arguments: [] }, echo(2));
    await turn();
    const before = asked;
    assert.equal(before, 3);
    client.send(ack(2));
    await turn();
    assert.ok(asked > before);
    client.send({ type: 7 });
    slow.shift()?.resolve();
  });

  it('has its calls taken all the same when so many wait that it cannot be heard', () => {
    const { client } = connect();
    const text = 'y'.repeat(30_000);
    client.send(...['1', '2', '3', '4', '5', '6', '7', '8'].map(id => echo(text, id)));
    assert.deepEqual(ids(client.heard()), ['1', '2', '3', '4', '5']);
    client.send(echo(text, '9'));
    assert.deepEqual(ids(client.heard()), ['6']);
    client.send(ack(6));
    assert.deepEqual(ids(client.heard()), ['7', '8', '9']);
  });

  it('is closed when it has kept calls waiting for the send timeout, and told nothing', () => {
    const { memory, client } = connect();
    client.send(...['1', '2', '3', '4', '5'].map(id => big(30_000, id)));
    memory.clock.advance(9_000);
    client.send(ack(0));
    assert.equal(client.socket.closed, false);
    memory.clock.advance(2_000);
    assert.deepEqual(ids(client.heard()), ['1', '2', '3', '4', undefined]);
    assert.equal(client.socket.closed, true);
    assert.deepEqual(ended, [undefined]);
  });

  it('is left be as long as it acknowledges something', () => {
    const { memory, client } = connect();
    client.send(...['1', '2', '3', '4'].map(id => big(60_000, id)));
    for (const id of [1, 2]) {
      memory.clock.advance(9_000);
      client.send(ack(id));
    }
    memory.clock.advance(9_000);
    assert.equal(client.socket.closed, false);
  });

  it('has until the send timeout again when it comes back', () => {
    const { memory, client } = connect();
    client.send(...['1', '2', '3', '4', '5'].map(id => big(30_000, id)));
    client.cut();
    memory.clock.advance(14_000);
    client.again();
    memory.clock.advance(9_000);
    assert.equal(client.socket.closed, false);
    memory.clock.advance(2_000);
    assert.equal(client.socket.closed, true);
  });

  it('is not blamed while its own bytes have to wait, and has until the send timeout after', async () => {
    const { memory, client } = connect();
    const calls = Array.from({ length: 2_000 }, (_, i) => echo(i));
    client.send({ type: 4, invocationId: 's', target: 'pour', arguments: [60_000] });
    client.send({ type: 1, invocationId: '1', target: 'slow', arguments: [] }, ...calls);
    await turn();
    client.send(ack(1));
    await turn();
    assert.equal(client.socket.paused, true);
    client.cut();
    client.again();
    assert.equal(client.socket.paused, true);
    memory.clock.advance(60_000);
    assert.equal(client.socket.closed, false);
    slow.shift()?.resolve();
    await turn();
    assert.equal(client.socket.paused, false);
    memory.clock.advance(9_000);
    assert.equal(client.socket.closed, false);
    memory.clock.advance(2_000);
    assert.equal(client.socket.closed, true);
  });

  it('is closed when events pile up, with a socket or without', () => {
    for (const isAway of [false, true]) {
      const { memory, client } = connect({ maximumSendBuffer: 200_000 });
      if (isAway) client.cut();
      const text = 'z'.repeat(10_000);
      let sent = 0;
      for (; client.transport.isOpen && sent < 100; sent += 1) memory.runtime.clients.all.send('told', text);
      assert.equal(sent, 21);
      assert.equal(memory.runtime.connections.size, 0);
    }
  });

  it('has its streams wait, and the end of the connection ends that', async () => {
    const { memory, client } = connect();
    client.send({ type: 4, invocationId: 's', target: 'pour', arguments: [60_000] });
    await turn();
    assert.equal(asked, 1);
    client.send(ack(1));
    await turn();
    assert.equal(asked, 2);
    client.cut(false);
    await turn();
    assert.equal(memory.runtime.connections.size, 0);
  });
});
