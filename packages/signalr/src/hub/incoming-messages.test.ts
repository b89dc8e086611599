import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HubMessage } from '../protocol/hub-message.ts';
import { jsonHubProtocol } from '../protocol/json-hub-protocol.ts';
import { MemoryTransport } from '../testing/memory-transport.ts';
import { IncomingMessages, type Retry } from './incoming-messages.ts';

const bytes = (...ids: string[]) =>
  Buffer.from(ids.map(id => `{"type":5,"invocationId":"${id}"}\u001e`).join(''));

/** Messages taken by `take`, by their ids. */
function incoming(take: (id: string) => Retry | undefined) {
  const transport = new MemoryTransport();
  const broken: string[] = [];
  const messages = new IncomingMessages(jsonHubProtocol.createReader(null), transport, {
    take: (message: HubMessage) => take('invocationId' in message ? (message.invocationId ?? '') : ''),
    fail: error => broken.push(error.message),
  });
  return { messages, transport, broken };
}

describe('incoming messages', () => {
  it('are kept until they are read, and then taken in order', () => {
    const taken: string[] = [];
    const { messages } = incoming(id => void taken.push(id));
    messages.push(bytes('a', 'b'));
    assert.deepEqual(taken, []);
    messages.open();
    messages.push(bytes('c'));
    assert.deepEqual(taken, ['a', 'b', 'c']);
  });

  it('are taken in order, also those that come while one is taken', () => {
    const taken: string[] = [];
    const { messages } = incoming(id => {
      if (id === 'a') messages.push(bytes('c'));
      taken.push(id);
      return undefined;
    });
    messages.open();
    messages.push(bytes('a', 'b'));
    assert.deepEqual(taken, ['a', 'b', 'c']);
  });

  it('wait behind one that cannot be taken, until it can', async () => {
    const taken: string[] = [];
    let hasRoom = false;
    const { messages, transport } = incoming(id => {
      const take = (): boolean => {
        if (id === 'a' && !hasRoom) return false;
        taken.push(id);
        return true;
      };
      return take() ? undefined : take;
    });
    messages.open();
    messages.push(bytes('a', 'b'.repeat(70_000)));
    messages.resume();
    await Promise.resolve();
    assert.deepEqual(taken, []);
    assert.deepEqual([messages.isHeld, transport.paused], [true, true]);
    hasRoom = true;
    messages.resume();
    assert.deepEqual(taken, [], 'not in the middle of what made room');
    await Promise.resolve();
    assert.deepEqual(taken, ['a', 'b'.repeat(70_000)]);
    assert.deepEqual([messages.isHeld, transport.paused], [false, false]);
  });

  it('have a part of one left when its rest has not come, but not behind one that waits', () => {
    const { messages } = incoming(() => undefined);
    messages.open();
    assert.equal(messages.hasPart, false);
    messages.push(Buffer.from('{"type"'));
    assert.equal(messages.hasPart, true);
    const held = incoming(() => () => false).messages;
    held.open();
    held.push(bytes('a', 'b'));
    assert.equal(held.hasPart, false);
  });

  it('end with the first that may not be said', () => {
    const { messages, broken } = incoming(id => {
      if (id === 'a') throw new Error('not you');
      return assert.fail('read on');
    });
    messages.open();
    messages.push(bytes('a'));
    assert.deepEqual(broken, ['not you']);
    messages.stop();
    messages.push(bytes('b'));
    assert.deepEqual(broken, ['not you']);
  });
});
