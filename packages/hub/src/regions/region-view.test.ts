import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openingOfAll } from './region-view.ts';

test('the region is open till its last open unit closes', () => {
  assert.deepEqual(
    openingOfAll([
      { open: true, until: '2026-11-24T16:00:00.000Z' },
      { open: false, opensAt: '2026-11-25T07:00:00.000Z' },
      { open: true, until: '2026-11-24T18:00:00.000Z' },
    ]),
    { open: true, until: '2026-11-24T18:00:00.000Z' },
  );
});

test('a unit that is always open keeps the region open', () => {
  assert.deepEqual(openingOfAll([{ open: true, until: '2026-11-24T16:00:00.000Z' }, { open: true }]), {
    open: true,
  });
});

test('a closed region opens with its first unit, or at no known time', () => {
  assert.deepEqual(
    openingOfAll([
      { open: false, opensAt: '2026-11-25T08:00:00.000Z' },
      { open: false, opensAt: '2026-11-25T07:00:00.000Z' },
      { open: false },
    ]),
    { open: false, opensAt: '2026-11-25T07:00:00.000Z' },
  );
  assert.deepEqual(openingOfAll([{ open: false }]), { open: false });
});
