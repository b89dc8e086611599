import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryHub } from '../testing/memory-hub.ts';

const call = (target: string, invocationId = '1') => ({ type: 1, invocationId, target, arguments: [] });
const farewell = { type: 7, allowReconnect: true };
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

describe('a hub that stops', () => {
  const open = () => {
    const slow = Promise.withResolvers<string>();
    const begun: string[] = [];
    const hub = new MemoryHub({
      methods: {
        quick: () => 'quick',
        slow() {
          begun.push('slow');
          return slow.promise;
        },
      },
    });
    return { hub, slow, begun };
  };

  it('ends every connection at once, with the advice to come back', async () => {
    const { hub } = open();
    const clients = [hub.connect(), hub.connect()];
    void hub.runtime.shutDown();
    for (const client of clients) assert.deepEqual(client.heard(), [farewell]);
  });

  it('spreads the ends, so that clients do not all come back at once', () => {
    const { hub } = open();
    const clients = Array.from({ length: 200 }, () => hub.connect());
    void hub.runtime.shutDown({ spread: 10_000 });
    const ended = () => clients.filter(({ transport }) => transport.closed).length;
    assert.ok(ended() < 100);
    const seconds = [];
    for (let second = 0; second < 11; second += 1) {
      const before = ended();
      hub.clock.advance(1_000);
      seconds.push(ended() - before);
    }
    assert.equal(ended(), 200);
    assert.ok(Math.max(...seconds) < 100, seconds.join());
  });

  it('lets calls go on until a connection’s moment has come', () => {
    const { hub } = open();
    const clients = Array.from({ length: 50 }, () => hub.connect());
    void hub.runtime.shutDown({ spread: 1e9 });
    for (const client of clients) client.send(call('quick'));
    assert.ok(clients.some(client => JSON.stringify(client.heard()).includes('quick')));
  });

  it('waits for calls under way, and begins no others', async () => {
    const { hub, slow, begun } = open();
    const client = hub.connect();
    const idle = hub.connect();
    client.send(call('slow'));
    void hub.runtime.shutDown({ drain: 5_000 });
    assert.deepEqual(idle.heard(), [farewell]);
    client.send(call('slow', '2'));
    hub.clock.advance(4_000);
    assert.deepEqual(client.heard(), []);
    slow.resolve('done');
    await turn();
    assert.deepEqual(client.heard(), [{ type: 3, invocationId: '1', result: 'done' }, farewell]);
    assert.deepEqual(begun, ['slow']);
  });

  it('waits no longer than it was told', () => {
    const { hub } = open();
    const client = hub.connect();
    client.send(call('slow'));
    void hub.runtime.shutDown({ drain: 5_000 });
    hub.clock.advance(5_000);
    assert.deepEqual(client.heard(), [farewell]);
  });
});
