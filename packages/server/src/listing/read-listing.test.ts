import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readListing } from './read-listing.ts';

const keyOf = (identity: string): string => `key of ${identity.slice(0, 4)}`;
const read = (csv: string) => readListing(csv, 'SE', keyOf);

test('lines become person keys and units; the number is written in any accepted way', () => {
  const { rows } = read('unit,identity\r\nA001,19930606-9882\r\n\r\n"A002", 196803039947 \r\n');
  assert.deepEqual(rows, [
    { personKey: 'key of 1993', unitId: 'A001' },
    { personKey: 'key of 1968', unitId: 'A002' },
  ]);
});

test('all faults are told with their lines, and none repeats a number', () => {
  const { rows, faults } = read('identity,unit\n199306069883,A001\n199306069882,\n199306069882,A001\n');
  assert.equal(rows, undefined);
  assert.deepEqual(
    faults.map(({ line, path }) => [line, path]),
    [
      [2, 'identity'],
      [3, 'unit'],
      [4, 'identity'],
    ],
  );
  assert.doesNotMatch(JSON.stringify(faults), /\d{6}/);
});

test('a missing column and a line with too many are told', () => {
  assert.deepEqual(read('person,unit\n199306069882,A001\n').faults, [
    { line: 1, path: 'identity', text: 'expected a column of this name' },
  ]);
  assert.deepEqual(read('identity,unit\n199306069882,A001,more\n').faults, [
    { line: 2, path: '', text: 'expected CSV with as many columns as the first line' },
  ]);
});

test('an empty register lists nobody', () => {
  assert.deepEqual(read('identity,unit\n'), { rows: [], faults: [] });
});
