import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortNames } from './minify-chunks.ts';

test('each private name has one short name, which does not depend on where the names were met', () => {
  const names = ['_send', '_close', '_send', '_open'];
  assert.deepEqual(
    [...shortNames(names)],
    [
      ['_close', '_0'],
      ['_open', '_1'],
      ['_send', '_2'],
    ],
  );
  assert.deepEqual(shortNames(names.toReversed()), shortNames(names));
});
