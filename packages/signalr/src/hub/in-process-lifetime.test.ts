import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MemoryHub } from '../testing/memory-hub.ts';
import type { HubPeer } from './hub-lifetime.ts';
import { InProcessLifetime } from './in-process-lifetime.ts';
import { OutgoingMessage } from './outgoing-message.ts';

class Peer implements HubPeer {
  readonly connectionId: string;
  readonly userIdentifier: string | undefined;
  readonly heard: string[] = [];

  constructor(connectionId: string, userIdentifier?: string) {
    this.connectionId = connectionId;
    this.userIdentifier = userIdentifier;
  }

  deliver({ message }: OutgoingMessage): void {
    this.heard.push(message.target);
  }
}

describe('a lifetime on one node', () => {
  let lifetime: InProcessLifetime;
  let peers: { a: Peer; b: Peer; c: Peer };
  const heard = () => [peers.a, peers.b, peers.c].map(peer => peer.heard.splice(0).join());
  const message = (target = 'x') => new OutgoingMessage(target, []);

  beforeEach(() => {
    lifetime = new InProcessLifetime(100);
    peers = { a: new Peer('a', 'u'), b: new Peer('b', 'u'), c: new Peer('c', 'U') };
    for (const peer of Object.values(peers)) lifetime.connected(peer);
  });

  it('reaches all, all but some, and those named', () => {
    lifetime.send({ to: 'all' }, message());
    assert.deepEqual(heard(), ['x', 'x', 'x']);
    lifetime.send({ to: 'all', except: ['a', 'zz'] }, message());
    assert.deepEqual(heard(), ['', 'x', 'x']);
    lifetime.send({ to: 'connections', ids: ['c', 'zz'] }, message());
    assert.deepEqual(heard(), ['', '', 'x']);
  });

  it('reaches every connection of a user, whose name is case-sensitive', () => {
    lifetime.send({ to: 'users', ids: ['u'] }, message());
    assert.deepEqual(heard(), ['x', 'x', '']);
  });

  it('reaches groups, once for each group, and leaves out whom it should', async () => {
    await lifetime.addToGroup('a', 'g');
    await lifetime.addToGroup('a', 'h');
    await lifetime.addToGroup('b', 'g');
    lifetime.send({ to: 'groups', names: ['g', 'h', 'G'] }, message());
    assert.deepEqual(heard(), ['x,x', 'x', '']);
    lifetime.send({ to: 'groups', names: ['g'], except: ['a'] }, message());
    assert.deepEqual(heard(), ['', 'x', '']);
    await lifetime.removeFromGroup('b', 'g');
    lifetime.send({ to: 'groups', names: ['g'] }, message());
    assert.deepEqual(heard(), ['x', '', '']);
    assert.deepEqual([...lifetime.groupsOf('a')], ['g', 'h']);
  });

  it('has left a group before the call that takes a connection out returns', () => {
    void lifetime.addToGroup('a', 'g');
    void lifetime.removeFromGroup('a', 'g');
    lifetime.send({ to: 'groups', names: ['g'] }, message());
    assert.deepEqual(heard(), ['', '', '']);
  });

  it('forgets a connection that is gone, its user and its groups, and takes it into none after', async () => {
    await lifetime.addToGroup('a', 'g');
    lifetime.disconnected(peers.a);
    await lifetime.addToGroup('a', 'g');
    lifetime.send({ to: 'all' }, message());
    lifetime.send({ to: 'users', ids: ['u'] }, message());
    lifetime.send({ to: 'groups', names: ['g'] }, message());
    assert.deepEqual(heard(), ['', 'x,x', 'x']);
    assert.equal(lifetime.groupsOf('a').size, 0);
  });
});

describe('the clients of a hub', () => {
  it('are not found by groups of which one has no name', () => {
    const { clients } = new MemoryHub({ methods: {} }).runtime;
    assert.throws(() => clients.groups(['a', '']), {
      name: 'InvalidOperationException',
      message: 'Cannot send to an empty group name.',
    });
  });
});

describe('an event', () => {
  it('is encoded once for all who hear it', () => {
    let encoded = 0;
    const value = {
      toJSON() {
        encoded += 1;
        return 'written';
      },
    };
    const hub = new MemoryHub({ methods: {} });
    const clients = [hub.connect(), hub.connect(), hub.connect()];
    hub.runtime.clients.all.send('news', value);
    assert.deepEqual(
      clients.map(client => client.heard()),
      clients.map(() => [{ type: 1, target: 'news', arguments: ['written'] }]),
    );
    assert.equal(encoded, 1);
  });
});
