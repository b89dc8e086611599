import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryHub } from '../testing/memory-hub.ts';
import type { ArgumentSchema } from './argument-schema.ts';
import { bindArguments } from './bind-arguments.ts';
import type { HubDefinition } from './define-hub.ts';
import { defineHub } from './define-hub.ts';

const number: ArgumentSchema<unknown> = {
  safeParse: input =>
    typeof input === 'number' ? { success: true, data: input * 10 } : { success: false, error: 'no number' },
};
const optional: ArgumentSchema<unknown> = {
  safeParse: input => (input === undefined ? { success: true, data: 'left out' } : number.safeParse(input)),
};
const wrongTypes = /^Error binding arguments\. Make sure that the types of the provided values match/;

describe('arguments', () => {
  it('are what their schemas make of them', () => {
    assert.deepEqual(bindArguments('m', [number, number], [1, 2]), [10, 20]);
  });

  it('may be left out at the end where the schema allows it', () => {
    assert.deepEqual(bindArguments('m', [number, optional], [1]), [10, 'left out']);
  });

  it('are counted', () => {
    const counts = (n: number) => ({
      message: `Invocation provides ${n} argument(s) but target expects 2.`,
    });
    assert.throws(() => bindArguments('m', [number, number], [1]), counts(1));
    assert.throws(() => bindArguments('m', [number, number], [1, 2, 3]), counts(3));
  });

  it('that do not fit are named by their place', () => {
    assert.throws(() => bindArguments('m', [number, number], [1, '2']), {
      message: wrongTypes,
      fault: { method: 'm', index: 1, cause: 'no number' },
    });
  });

  it('are refused by a parse function or a schema that throws', () => {
    const cause = new Error('no');
    const parse = () => {
      throw cause;
    };
    assert.throws(() => bindArguments('m', parse, []), { message: wrongTypes, cause });
    assert.throws(() => bindArguments('m', [{ safeParse: parse }], [1]), { message: wrongTypes });
  });

  it('come as they are where nothing checks them', () => {
    assert.deepEqual(bindArguments('m', undefined, ['x']), ['x']);
  });
});

describe('a call whose arguments do not fit', () => {
  const call = { type: 1, invocationId: '1', target: 'twice', arguments: ['x'] };
  const definition: HubDefinition<
    { server: Record<string, (...args: unknown[]) => unknown>; client: Record<string, () => void> },
    unknown
  > = { methods: { twice: { args: [number], handle: (_, n) => n } } };

  it('is answered with the error of ASP.NET Core, and the connection stays', () => {
    const client = new MemoryHub(definition).connect();
    client.send(call, { ...call, arguments: [2] });
    assert.deepEqual(client.heard(), [
      { type: 3, invocationId: '1', error: "Failed to invoke 'twice' due to an error on the server." },
      { type: 3, invocationId: '1', result: 20 },
    ]);
  });

  it('is answered with what the hub says instead, if it says something', () => {
    const argumentsRefused = (
      _: unknown,
      { method, index, cause }: { method: string; index: unknown; cause: unknown },
    ) => ({
      ok: false,
      at: [method, index, cause],
    });
    const client = new MemoryHub({ ...definition, argumentsRefused }).connect();
    client.send(call);
    assert.deepEqual(client.heard(), [
      { type: 3, invocationId: '1', result: { ok: false, at: ['twice', 0, 'no number'] } },
    ]);
  });
});

describe('rights to a method', () => {
  it('are asked for each call, at once or later', async () => {
    const methods = {
      now: { authorize: () => false, handle: () => 1 },
      later: { authorize: async () => true, handle: () => 2 },
      broken: {
        authorize: () => {
          throw new Error('no answer');
        },
        handle: () => 3,
      },
    };
    const client = new MemoryHub({ methods }).connect();
    client.send(
      ...Object.keys(methods).map(target => ({ type: 1, invocationId: target, target, arguments: [] })),
    );
    await new Promise<void>(resolve => setImmediate(resolve));
    assert.deepEqual(client.heard(), [
      { type: 3, invocationId: 'now', error: "Failed to invoke 'now' because user is unauthorized" },
      { type: 3, invocationId: 'later', result: 2 },
      {
        type: 3,
        invocationId: 'broken',
        error: "An unexpected error occurred invoking 'broken' on the server.",
      },
    ]);
  });
});

describe('a hub', () => {
  it('cannot have two methods whose names differ in case alone', () => {
    assert.throws(
      () =>
        defineHub<{ server: { a(): 1; A(): 1 }; client: object }>({ methods: { a: () => 1, A: () => 1 } }),
      TypeError,
    );
  });
});
