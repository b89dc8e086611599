import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryHub } from '../testing/memory-hub.ts';
import type { AnyContract } from './audience-proxy.ts';
import { HubError } from './hub-error.ts';
import type { HubFilter } from './hub-filter.ts';

type Filter = HubFilter<AnyContract, unknown>;

const call = (target: string, values: readonly unknown[] = []) => ({
  ...{ type: 1, invocationId: '1' },
  ...{ target, arguments: values },
});
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

describe('filters', () => {
  const steps: string[] = [];
  const noting = (name: string): Filter => ({
    async invokeMethod({ method, args }, next) {
      steps.push(`${name} ${method} ${JSON.stringify(args)}`);
      const result = await next();
      steps.push(`${name} ${method} done`);
      return result;
    },
    async onConnected(_, next) {
      steps.push(`${name} connected`);
      await next();
    },
    async onDisconnected(_, error, next) {
      steps.push(`${name} disconnected ${error?.message}`);
      await next();
    },
  });
  const open = (filters: readonly Filter[]) => {
    steps.length = 0;
    const hub = new MemoryHub({
      filters,
      methods: {
        add: (_: unknown, a: unknown, b: unknown) => Number(a) + Number(b),
        count: {
          async *stream() {
            yield 1;
            yield 2;
          },
        },
        fail() {
          throw new HubError('no');
        },
        closed: { authorize: () => false, handle: () => 'never' },
      },
      onConnected: () => void steps.push('hub connected'),
      onDisconnected: () => void steps.push('hub disconnected'),
    } as never);
    return { hub, client: hub.connect() };
  };

  it('run around a method, the first outermost', async () => {
    const { client } = open([noting('a'), noting('b')]);
    await turn();
    steps.length = 0;
    client.send(call('ADD', [1, 2]));
    await turn();
    assert.deepEqual(client.heard(), [{ type: 3, invocationId: '1', result: 3 }]);
    assert.deepEqual(steps, ['a add [1,2]', 'b add [1,2]', 'b add done', 'a add done']);
  });

  it('run around both hooks', async () => {
    const { client } = open([noting('a'), noting('b')]);
    await turn();
    client.connection.abort();
    await turn();
    assert.deepEqual(steps, [
      ...['a connected', 'b connected', 'hub connected'],
      ...['a disconnected undefined', 'b disconnected undefined', 'hub disconnected'],
    ]);
  });

  it('may change arguments and result, and answer in the stead of the method', async () => {
    const { client } = open([
      {
        invokeMethod: async ({ args }, next) => Number(await next(args.map(value => Number(value) * 10))) + 1,
      },
      { invokeMethod: ({ method }, next) => (method === 'fail' ? 7 : next()) },
    ]);
    client.send(call('add', [1, 2]));
    await turn();
    assert.deepEqual(client.heard(), [{ type: 3, invocationId: '1', result: 31 }]);
    client.send(call('fail'));
    await turn();
    assert.deepEqual(client.heard(), [{ type: 3, invocationId: '1', result: 8 }]);
  });

  it('hear what the method throws, and what they throw is answered so', async () => {
    const { client } = open([
      {
        async invokeMethod(_, next) {
          try {
            return await next();
          } catch (error) {
            throw new HubError(`caught ${error instanceof HubError ? error.message : ''}`);
          }
        },
      },
    ]);
    client.send(call('fail'));
    await turn();
    assert.match(JSON.stringify(client.heard()), /HubException: caught no/);
  });

  it('are given the items of a method that answers a stream', async () => {
    const { client } = open([
      {
        async invokeMethod({ streams }, next) {
          assert.equal(streams, true);
          const source = (await next()) as AsyncIterable<number>;
          return (async function* () {
            for await (const item of source) yield item * 2;
          })();
        },
      },
    ]);
    client.send({ type: 4, invocationId: '1', target: 'count', arguments: [] });
    for (let i = 0; i < 10; i++) await turn();
    assert.deepEqual(client.heard(), [
      { type: 2, invocationId: '1', item: 2 },
      { type: 2, invocationId: '1', item: 4 },
      { type: 3, invocationId: '1' },
    ]);
  });

  it('are not asked about a call that is not to be made', async () => {
    const { client } = open([noting('a')]);
    await turn();
    steps.length = 0;
    client.send(call('closed'), call('unknown'));
    await turn();
    assert.deepEqual(steps, []);
    assert.equal(client.heard().length, 2);
  });

  it('that refuse a connection keep the hub from hearing of it', async () => {
    const { client } = open([
      {
        onConnected() {
          throw new HubError('full');
        },
      },
    ]);
    await turn();
    assert.deepEqual(steps, []);
    assert.equal(client.transport.closed, true);
  });
});
