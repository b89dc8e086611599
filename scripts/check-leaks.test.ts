import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leakFaults } from './check-leaks.ts';

const faultsOf = (text: string, path = 'packages/rules/src/a.ts') => leakFaults([{ path, text }]);

test('plain code and addresses of the demo pass', () => {
  assert.deepEqual(
    faultsOf("const url = 'http://localhost:8081/r/norrland/panel';\nskipWhitespace(text);"),
    [],
  );
});

test('a path of a machine and the host of a registry are found in any file', () => {
  assert.match(faultsOf('see /home/anna/nara', 'README.md')[0] ?? '', /README\.md:1 holds a path/);
  assert.equal(faultsOf("const a = '/tmp/x';").length, 1);
  assert.equal(faultsOf('https://registry.example.org/left-pad', 'docs/a.md').length, 1);
});

test('tests that do not run, silenced checks and notes to oneself are found in code', () => {
  assert.equal(faultsOf("test.skip('a', () => {});").length, 1);
  assert.equal(faultsOf("test('a', { only: true }, () => {});").length, 1);
  assert.equal(faultsOf('// @ts-ignore').length, 1);
  assert.equal(faultsOf('// TODO later').length, 1);
});
