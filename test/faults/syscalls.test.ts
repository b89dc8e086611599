import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSyncedBeforeAnswer, readSyscalls } from './harness/syscalls.ts';

const write = '7 pwrite64(9</data/norrvik.sqlite-wal>, "Hej 1", 5, 32) = 5';
const answer = '7 write(20<socket:[5]>, "{\\"type\\":3,\\"text\\":\\"Hej 1\\"}", 30) = 30';
const synced = (...between: readonly string[]): boolean =>
  isSyncedBeforeAnswer(readSyscalls([write, ...between, answer].join('\n')), 'Hej 1');

test('only a sync of the log that is over counts', () => {
  assert.equal(synced('7 fdatasync(9</data/norrvik.sqlite-wal>) = 0'), true);
  assert.equal(synced(), false);
  assert.equal(synced('7 fdatasync(8</data/norrvik.sqlite>) = 0'), false);
  const begun = '7 fsync(9</data/norrvik.sqlite-wal> <unfinished ...>';
  assert.equal(synced(begun), false);
  assert.equal(synced(begun, '7 <... fsync resumed>) = 0'), true);
  assert.equal(synced(begun, '8 <... fsync resumed>) = 0'), false);
});

test('a text that is answered and was never written is an error', () => {
  assert.throws(() => isSyncedBeforeAnswer(readSyscalls(answer), 'Hej 1'), /written at -1/);
});
