import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseStatuses } from '@nara/contract';
import { caseMoves, mayMove } from './case-moves.ts';

test('every open status can be closed, and nothing leaves closed', () => {
  for (const from of caseStatuses) assert.equal(mayMove(from, 'closed'), from !== 'closed');
  assert.deepEqual(caseMoves.closed, []);
});

test('only a queued or waiting case becomes active', () => {
  assert.deepEqual(
    caseStatuses.filter(from => mayMove(from, 'active')),
    ['queued', 'waiting'],
  );
});
