import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeText } from './change.ts';

const change = (find: string) => [{ file: 'a.ts', find, replace: 'no' }];

test('a piece that is there once is replaced, as it stands', () => {
  assert.equal(changeText('if (a?.b) $&', change('(a?.b)')), 'if no $&');
});

test('a piece that is not there, or there twice, is an error that names the file', () => {
  assert.throws(() => changeText('if (a)', change('(b)')), /a\.ts has this 0 times/);
  assert.throws(() => changeText('aXa', change('a')), /a\.ts has this 2 times/);
});
