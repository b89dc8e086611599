import assert from 'node:assert/strict';
import { test } from 'node:test';
import { homeOf, linkFaults } from './check-docs.ts';

test('a package README is compiled in its package, another document in test', () => {
  assert.equal(homeOf('packages/sdk/README.md'), 'packages/sdk');
  assert.equal(homeOf('docs/embed.md'), 'test');
});

test('a link to a file that is not there is a fault', () => {
  const faults = linkFaults(
    [{ path: 'docs/a.md', text: '[b](b.md) [c](../c.md#d) [e](https://e.org)' }],
    path => path === 'docs/b.md',
  );
  assert.deepEqual(faults, ['docs/a.md:1 links to ../c.md, which is not there']);
});
