import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileFaults } from './check-files.ts';

const faultsOf = (path: string, text = '') => fileFaults([{ path, text }]);

test('a small file named after what it holds passes', () => {
  assert.deepEqual(faultsOf('packages/rules/src/opening-hours.ts', 'export const a = 1;\n'), []);
});

test('a file of more than 400 lines is a fault, a test may have 600', () => {
  assert.equal(faultsOf('packages/rules/src/a.ts', '\n'.repeat(401)).length, 1);
  assert.deepEqual(faultsOf('packages/rules/src/a.test.ts', '\n'.repeat(600)), []);
  assert.equal(faultsOf('packages/rules/src/a.test.ts', '\n'.repeat(601)).length, 1);
});

test('drawers, camel case, barrels, default exports and enums are faults', () => {
  assert.equal(faultsOf('packages/rules/src/utils.ts').length, 1);
  assert.equal(faultsOf('packages/rules/src/helpers/a.ts').length, 1);
  assert.equal(faultsOf('packages/rules/src/openingHours.ts').length, 1);
  assert.equal(faultsOf('packages/rules/src/a.ts', "export * from './b.ts';").length, 1);
  assert.equal(faultsOf('packages/rules/src/a.ts', 'export default 1;').length, 1);
  assert.equal(faultsOf('packages/rules/src/a.ts', 'export enum A { b }').length, 1);
});

test('what others wrote for the benchmarks is kept as it is, our own files there are not exempt', () => {
  assert.deepEqual(faultsOf('test/bench/servers/common.mjs'), []);
  assert.equal(faultsOf('test/bench/common.ts').length, 1);
});
