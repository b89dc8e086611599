import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unreadTokens, withoutTokens } from './drop-unread-tokens.ts';

const sheet =
  'css`:root{--nara-ink:#123;--nara-line:#456;--nara-shade:#000;--nara-shadow:0 1px var(--nara-shade)}`';
const drop = (code: string) => withoutTokens(code, unreadTokens(code));

test('a token that a sheet or a script reads stays, the rest go', () => {
  const reads = "css`a{color:var(--nara-ink,red)}`;style.getPropertyValue('--nara-line')";
  assert.equal(drop(sheet + reads), `css\`:root{--nara-ink:#123;--nara-line:#456;}\`${reads}`);
});

test('a token that only an unread token reads goes with it, one that a read token reads stays', () => {
  assert.deepEqual([...unreadTokens(`${sheet}color:var(--nara-ink)`)].sort(), [
    '--nara-line',
    '--nara-shade',
    '--nara-shadow',
  ]);
  assert.equal(unreadTokens(`${sheet}:var(--nara-shadow)`).has('--nara-shade'), false);
});

test('a name that begins like another is another', () => {
  assert.ok(unreadTokens(`${sheet}var(--nara-line-strong)`).has('--nara-line'));
});

test('a value that is set on one part only goes too when nothing reads it, what stands around it does not', () => {
  assert.equal(drop('css`a{color:red;--nara-x:1px;margin:0}`'), 'css`a{color:red;margin:0}`');
});
