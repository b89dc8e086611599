import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { tokenFallback } from './token-fallback.ts';
import { tokens } from './tokens.ts';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8').trim();

test('the sheets say what the files for documents say', () => {
  const [values, modes] = tokens;
  assert.ok(values?.cssText.trim() === read('./tokens.css'), 'tokens.css has drifted');
  assert.ok(modes?.cssText.trim() === read('./tokens-modes.css'), 'tokens-modes.css has drifted');
  assert.ok(
    tokenFallback.cssText.trim() === read('./tokens-fallback.css'),
    'tokens-fallback.css has drifted',
  );
});
