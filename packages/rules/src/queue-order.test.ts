import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compareQueued, expectedWait, placeInQueue, type QueuedCase } from './queue-order.ts';

const anyCase: fc.Arbitrary<QueuedCase> = fc.record({
  id: fc.uuid(),
  queuedAt: fc.integer({ min: 0, max: 5 }).map(second => `2026-11-24T09:31:0${second}.000Z`),
});

describe('queue order', () => {
  test('puts who has waited longest first', () => {
    const early = { id: 'z', queuedAt: '2026-11-24T09:30:00.000Z' };
    const late = { id: 'a', queuedAt: '2026-11-24T09:31:00.000Z' };
    assert.deepEqual([late, early].toSorted(compareQueued), [early, late]);
    assert.equal(placeInQueue([early, late], 'a'), 2);
    assert.equal(placeInQueue([early, late], 'b'), undefined);
  });

  test('is total: any shuffle of a queue has one order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyCase, { selector: ({ id }) => id }),
        fc.func(fc.integer()),
        (queue, key) => {
          const shuffled = queue.toSorted((a, b) => key(a.id) - key(b.id));
          assert.deepEqual(shuffled.toSorted(compareQueued), queue.toSorted(compareQueued));
          for (const a of queue) for (const b of queue) assert.equal(compareQueued(a, b) === 0, a === b);
        },
      ),
    );
  });
});

describe('the expected wait', () => {
  const takes = (count: number, handlers = 1) =>
    Array.from({ length: count }, (_, index) => ({ at: '', handlerId: `h${index % handlers}` }));

  test('follows the pace of those on duty', () => {
    assert.deepEqual(expectedWait({ place: 1, takes: takes(12), onDuty: 1, open: true }), {
      from: 6,
      to: 15,
    });
    assert.deepEqual(expectedWait({ place: 4, takes: takes(12), onDuty: 1, open: true }), {
      from: 24,
      to: 60,
    });
    assert.deepEqual(expectedWait({ place: 4, takes: takes(12), onDuty: 2, open: true }), {
      from: 12,
      to: 30,
    });
    assert.deepEqual(expectedWait({ place: 4, takes: takes(12, 2), onDuty: 2, open: true }), {
      from: 24,
      to: 60,
    });
  });

  test('is not told when it is not known', () => {
    assert.equal(expectedWait({ place: 1, takes: takes(12), onDuty: 1, open: false }), undefined);
    assert.equal(expectedWait({ place: 1, takes: takes(12), onDuty: 0, open: true }), undefined);
    assert.equal(expectedWait({ place: 1, takes: takes(2), onDuty: 1, open: true }), undefined);
    assert.equal(expectedWait({ place: 40, takes: takes(12), onDuty: 1, open: true }), undefined);
  });

  test('is a range that grows with the place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 3, max: 60 }), (place, count) => {
        const here = expectedWait({ place, takes: takes(count), onDuty: 1, open: true });
        const behind = expectedWait({ place: place + 1, takes: takes(count), onDuty: 1, open: true });
        if (here !== undefined) assert.ok(here.from >= 1 && here.from < here.to);
        if (here !== undefined && behind !== undefined)
          assert.ok(here.from <= behind.from && here.to <= behind.to);
      }),
    );
  });
});
