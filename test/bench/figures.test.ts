import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Gate, lineOf, median, paired, tableOf } from './figures.ts';

function row(server: string, round: number, cpu: number) {
  return { round, server, point: 64, perSecond: 1_000, cpu, foreignCores: 0 };
}

test('the median is the middle, of an even count the mean of both, and of nothing no number', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.ok(Number.isNaN(median([])));
});

test('a ratio is taken within its round, so that a slow round does not shift it', () => {
  const rows = [1, 2, 3].flatMap(round => {
    const slow = round === 2 ? 10 : 1;
    return [row('reference', round, 50 * slow), row('nara', round, 80 * slow)];
  });
  assert.equal(
    paired(rows, 64, ['nara', 'reference'], ({ cpu }) => cpu),
    1.6,
  );
  assert.equal(
    paired(
      rows,
      64,
      ['nara', 'reference'],
      ({ cpu }) => cpu,
      (own, other) => own - other,
    ),
    30,
  );
});

test('a gate says whether it was missed, passed, or reached its aim', () => {
  const gate: Gate = { name: 'speed', value: 0.8, limit: 0.9, aim: 0.7, atMost: true };
  assert.equal(lineOf(gate), 'passed  0.80  speed (at most 0.9, aim 0.7)');
  assert.match(lineOf({ ...gate, value: 0.7 }), /^aim /);
  assert.match(lineOf({ ...gate, value: 0.91 }), /^MISSED /);
  assert.match(lineOf({ ...gate, value: Number.NaN }), /^MISSED /);
});

test('a table begins with its head', () => {
  assert.equal(
    tableOf([
      ['a', 'b'],
      [1, 'x'],
    ]),
    '| a | b |\n| --- | --- |\n| 1 | x |',
  );
});
