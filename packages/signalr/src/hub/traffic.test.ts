import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryHub } from '../testing/memory-hub.ts';

const call = (n: number) => ({ type: 1, target: 'note', arguments: [n] });
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

describe('a client that sends too fast', () => {
  const open = (options: ConstructorParameters<typeof MemoryHub>[1]) => {
    const noted: unknown[] = [];
    const hub = new MemoryHub({ methods: { note: (_, n) => void noted.push(n) } }, options);
    return { hub, noted };
  };
  const many = Array.from({ length: 30 }, (_, n) => call(n));
  const inOrder = (count: number) => Array.from({ length: count }, (_, n) => n);

  it('is read as fast as it may send, and nothing is lost', async () => {
    const { hub, noted } = open({ messagesPerSecond: { connection: 2 } });
    hub.connect().send(...many);
    assert.deepEqual(noted, inOrder(10));
    hub.clock.advance(1_000);
    await turn();
    assert.deepEqual(noted, inOrder(12));
    for (let second = 0; second < 9; second += 1) {
      hub.clock.advance(1_000);
      await turn();
    }
    assert.deepEqual(noted, inOrder(30));
  });

  it('is asked to wait, and not ended for its silence', async () => {
    const { hub } = open({ messagesPerSecond: { connection: 1 }, clientTimeout: 5_000 });
    const client = hub.connect();
    client.send({ type: 6 });
    for (let n = 0; n < 40; n += 1) client.send({ ...call(n), arguments: ['x'.repeat(2_000)] });
    assert.equal(client.transport.paused, true);
    for (let second = 0; second < 20; second += 1) {
      hub.clock.advance(1_000);
      await turn();
    }
    assert.equal(client.transport.closed, false);
    assert.equal(client.transport.paused, false);
  });

  it('shares what its user and its address may send', async () => {
    const { hub, noted } = open({ messagesPerSecond: { user: 2 } });
    const [one, other] = ['eva', 'eva'].map(userIdentifier => hub.connect({ userIdentifier }));
    one?.send(...many.slice(0, 8));
    other?.send(...many.slice(8, 16));
    assert.equal(noted.length, 10);
    hub.connect({ userIdentifier: 'bo' }).send(...many.slice(16, 20));
    assert.equal(noted.length, 14);
  });

  it('by bytes is made to wait as well', async () => {
    const { hub, noted } = open({ bytesPerSecond: { connection: 100 } });
    const client = hub.connect();
    client.send({ ...call(0), arguments: ['x'.repeat(2_000)] });
    client.send(call(1));
    assert.equal(noted.length, 0);
    hub.clock.advance(60_000);
    await turn();
    assert.equal(noted.length, 2);
  });

  it('is given no bound that is none', () => {
    assert.throws(() => open({ messagesPerSecond: { connection: 0 } }), /messagesPerSecond.connection/);
  });
});
