import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  choosableUnits,
  coveredUnits,
  lastSuccessor,
  type RoutableUnit,
  routeCase,
  successorCycles,
} from './routing.ts';

const unit = (id: string, more: Partial<RoutableUnit> = {}): RoutableUnit => ({
  id,
  providerId: 'region',
  register: 'health',
  choosable: true,
  ...more,
});
const units = [
  unit('a'),
  unit('b'),
  unit('merged', { successor: 'older' }),
  unit('older', { successor: 'b' }),
  unit('private', { providerId: 'private', choosable: false }),
  unit('private-merged', { providerId: 'private', successor: 'a' }),
  unit('social', { register: 'social' }),
];
const health = { id: 'symptoms', register: 'health' } as const;
const social = { id: 'support', register: 'social' } as const;

function route(
  listedUnitId?: string,
  chosenUnitId?: string,
  service: typeof health | typeof social = health,
): string {
  const routed = routeCase({ listedUnitId, chosenUnitId, service, units });
  return routed.ok ? routed.value.id : [routed.error.code, routed.error.path].filter(Boolean).join(' ');
}

describe('a new case goes', () => {
  test('to the listed unit, whatever was chosen', () => {
    assert.equal(route('a'), 'a');
    assert.equal(route('a', 'b'), 'a');
    assert.equal(route('private'), 'private');
  });

  test('to the last successor of a merged unit', () => {
    assert.equal(route('merged'), 'b');
    assert.equal(route('private-merged'), 'a');
    assert.equal(route(undefined, 'merged'), 'b');
  });

  test('to the chosen unit of a person listed nowhere, or in another region', () => {
    assert.equal(route(undefined, 'b'), 'b');
    assert.equal(route('elsewhere', 'b'), 'b');
  });

  test('nowhere before a choice is made', () => {
    assert.equal(route(), 'unit_needed');
    assert.equal(route('elsewhere'), 'unit_needed');
  });

  test('nowhere when the choice is not offered', () => {
    assert.equal(route(undefined, 'private'), 'invalid_input unitId');
    assert.equal(route(undefined, 'elsewhere'), 'invalid_input unitId');
    assert.equal(route(undefined, 'social'), 'invalid_input unitId');
  });

  test('for another register than the listing is of, to the only unit of that register', () => {
    assert.equal(route('a', undefined, social), 'social');
    assert.equal(route(undefined, 'a', social), 'social');
  });
});

test('offered are the choosable units that are not merged into others', () => {
  assert.deepEqual(
    choosableUnits('health', units).map(({ id }) => id),
    ['a', 'b'],
  );
  assert.deepEqual(
    choosableUnits(undefined, units).map(({ id }) => id),
    ['a', 'b', 'social'],
  );
});

test('staff cover what was merged into their unit by the same provider, and nothing else', () => {
  assert.deepEqual(coveredUnits('b', units), ['b', 'older', 'merged']);
  assert.deepEqual(coveredUnits('older', units), ['older', 'merged']);
  assert.deepEqual(coveredUnits('a', units), ['a']);
  assert.deepEqual(coveredUnits('elsewhere', units), ['elsewhere']);
});

test('a chain of successors that comes back to itself is found, and leads nowhere', () => {
  const ring = [
    unit('x', { successor: 'y' }),
    unit('y', { successor: 'x' }),
    unit('z', { successor: 'x' }),
    unit('w'),
  ];
  assert.deepEqual(successorCycles(ring), ['x', 'y']);
  assert.equal(lastSuccessor('z', ring), undefined);
  assert.deepEqual(successorCycles(units), []);
});

test('whatever the units, routing and covering end, and a case never goes to a merged unit', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const anyUnits = fc.uniqueArray(
    fc.record(
      {
        id,
        providerId: fc.constantFrom('p', 'q'),
        register: fc.constantFrom('health' as const, 'social' as const),
        choosable: fc.boolean(),
        successor: id,
      },
      { requiredKeys: ['id', 'providerId', 'register', 'choosable'] },
    ),
    { selector: each => each.id },
  );
  fc.assert(
    fc.property(
      anyUnits,
      fc.option(id, { nil: undefined }),
      fc.option(id, { nil: undefined }),
      (given, listed, chosen) => {
        const routed = routeCase({
          listedUnitId: listed,
          chosenUnitId: chosen,
          service: health,
          units: given,
        });
        if (routed.ok) {
          assert.equal(routed.value.successor, undefined);
          assert.equal(routed.value.register, 'health');
        }
        for (const each of given) {
          const covered = coveredUnits(each.id, given);
          assert.equal(new Set(covered).size, covered.length);
          assert.ok(
            given.every(other => !covered.includes(other.id) || other.providerId === each.providerId),
          );
        }
      },
    ),
  );
});
