import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableOf } from './fault-suite.ts';

test('the table adds up what the tests have told', () => {
  const figures = [
    { kills: 20, cuts: 0, acknowledged: 1_400, lost: 0, doubled: 0 },
    { kills: 0, cuts: 51, acknowledged: 300, lost: 1, doubled: 2 },
  ];
  assert.equal(
    tableOf(figures).replace(/ +/g, ' '),
    ' kills cuts acknowledged lost doubled\n 20 51 1700 1 2',
  );
});
