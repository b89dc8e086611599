import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, it } from 'node:test';
import { defineHub } from '../hub/define-hub.ts';
import { HubError } from '../hub/hub-error.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import { createSignalRServer } from '../server.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { listen } from '../testing/listening-server.ts';
import { MemoryHub } from '../testing/memory-hub.ts';
import type { ConnectionEnd, ObservedCall, ObservedConnection } from './observer.ts';

const call = (target: string, invocationId = '1') => ({ type: 1, invocationId, target, arguments: [] });
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

describe('an observer', () => {
  const open = () => {
    const started: ObservedConnection[] = [];
    const ended: (ConnectionEnd & ObservedConnection)[] = [];
    const calls: ObservedCall[] = [];
    const slow = Promise.withResolvers<void>();
    const hub = new MemoryHub(
      {
        methods: {
          quick: () => 'done',
          slow: () => slow.promise,
          fail() {
            throw new HubError('no');
          },
        },
      },
      {
        observer: {
          connectionStarted: connection => void started.push(connection),
          connectionEnded: (connection, end) => void ended.push({ ...connection, ...end }),
          callEnded: one => void calls.push(one),
        },
      },
    );
    const statuses = () => ended.map(({ status }) => status);
    return { hub, started, ended, calls, slow, statuses };
  };

  it('hears when a connection begins and ends, and how long it was there', () => {
    const { hub, started, ended } = open();
    const client = hub.connect();
    const connection = { connectionId: 'c1', transport: 'WebSockets', path: '/hub' } as const;
    assert.deepEqual(started, [connection]);
    hub.clock.advance(4_000);
    client.connection.ended();
    client.connection.ended();
    assert.deepEqual(ended, [{ ...connection, status: 'normal_closure', duration: 4_000 }]);
  });

  it('hears how a connection ended', () => {
    const { hub, statuses } = open();
    hub.connect().connection.ended({ reason: new SignalRError('too_slow', 'slow') });
    hub.open();
    hub.clock.advance(16_000);
    hub.connect().send('{');
    hub.connect().connection.abort();
    const silent = hub.connect();
    silent.send({ type: 6 });
    hub.clock.advance(40_000);
    hub.connect();
    void hub.runtime.shutDown();
    const expected = ['too_slow', 'timeout', 'error', 'normal_closure', 'timeout', 'app_shutdown'];
    assert.deepEqual(statuses(), expected);
  });

  it('hears of each call, how long it took and whether it failed', async () => {
    const { hub, calls, slow } = open();
    const client = hub.connect();
    client.send(call('QUICK'), call('fail'), call('nowhere'), call('slow'));
    await turn();
    hub.clock.advance(3_000);
    slow.resolve();
    await turn();
    const of = (method: string | undefined, failed: boolean, duration = 0) => ({
      ...{ connectionId: 'c1', method, failed, duration },
    });
    assert.deepEqual(calls, [
      ...[of('quick', false), of('fail', true), of(undefined, true)],
      of('slow', false, 3_000),
    ]);
  });

  it('that throws is reported, and ends nothing', () => {
    const hub = new MemoryHub(
      { methods: { quick: () => 'done' } },
      {
        observer: {
          callEnded() {
            throw new Error('mine');
          },
        },
      },
    );
    const client = hub.connect();
    client.send(call('quick'));
    assert.deepEqual(client.heard(), [{ type: 3, invocationId: '1', result: 'done' }]);
    assert.equal(hub.errors.length, 1);
  });
});

it('what is observed is published to diagnostics channels, to whoever subscribes', async () => {
  const published: string[] = [];
  const hear = (message: unknown, name: string | symbol) =>
    void published.push(`${String(name)} ${Object.keys(Object(message)).join()}`);
  const names = ['connection.started', 'connection.ended', 'call.ended'].map(name => `nara.signalr.${name}`);
  for (const name of names) subscribe(name, hear);
  const signalr = createSignalRServer({ clock: new FakeClock() });
  signalr.map(
    '/hub',
    defineHub<{ server: { quick(): string }; client: object }>({ methods: { quick: () => 'done' } }),
  );
  const server = await listen(signalr);
  const client = await server.connect('/hub');
  client.send(call('quick'));
  await client.next();
  await server.close();
  for (const name of names) unsubscribe(name, hear);
  assert.deepEqual(published, [
    'nara.signalr.connection.started connection',
    'nara.signalr.call.ended connectionId,method,failed,duration',
    'nara.signalr.connection.ended connection,status,duration',
  ]);
});
