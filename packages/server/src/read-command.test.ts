import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommand } from './read-command.ts';

const read = (words: string) => readCommand(words.split(' ').filter(word => word !== ''));

test('each command is read with its file and its options', () => {
  assert.equal(read('--help'), 'help');
  assert.deepEqual(read('serve hub.yaml'), { command: 'serve', file: 'hub.yaml' });
  assert.deepEqual(read('hashes hub.yaml'), { command: 'hashes', file: 'hub.yaml' });
  assert.deepEqual(read('backup hub.yaml --to copies/1'), {
    command: 'backup',
    file: 'hub.yaml',
    to: 'copies/1',
    keep: undefined,
  });
  assert.deepEqual(read('backup --keep 7 --to=copies/1 hub.yaml'), {
    command: 'backup',
    file: 'hub.yaml',
    to: 'copies/1',
    keep: 7,
  });
  assert.deepEqual(read('restore hub.yaml --from copies/1'), {
    command: 'restore',
    file: 'hub.yaml',
    from: 'copies/1',
  });
  assert.deepEqual(read('feedback hub.yaml --region norrvik'), {
    command: 'feedback',
    file: 'hub.yaml',
    region: 'norrvik',
    since: undefined,
    csv: false,
  });
  assert.deepEqual(read('feedback hub.yaml --csv --region norrvik --since 2026-11-01'), {
    command: 'feedback',
    file: 'hub.yaml',
    region: 'norrvik',
    since: '2026-11-01',
    csv: true,
  });
});

test('anything else is no command', () => {
  for (const words of [
    '',
    'dance',
    'serve',
    'serve a b',
    'serve a --to b',
    'hashes',
    'hashes a --to b',
    'backup a',
    'backup a --from b',
    'backup a --to b --keep 0',
    'backup a --to b --keep all',
    'restore a',
    'restore a --to b',
    'restore a --from b --keep 1',
    'restore a --from',
    'feedback a',
    'feedback a --region b --since yesterday',
    'feedback a --region b --csv=yes',
    'feedback a --region b --keep 1',
    'toString a',
  ])
    assert.equal(read(words), undefined, words);
});
