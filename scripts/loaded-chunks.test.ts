import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstLoad, neededLoad } from './loaded-chunks.ts';

const chunk = (name: string, imports: readonly string[] = []) => ({
  name,
  fileName: `${name}.js`,
  imports: imports.map(each => `${each}.js`),
  isEntry: name === 'panel',
});
const chunks = [
  chunk('panel', ['lit']),
  chunk('lit'),
  chunk('client', ['panel', 'wire']),
  chunk('wire', ['codec']),
  chunk('codec'),
  chunk('menu', ['panel']),
  chunk('locale-fi'),
];
const names = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);

test('the first load is the entry and what it imports', () => {
  assert.deepEqual(names(firstLoad(chunks)), ['panel', 'lit']);
});

test('a needed chunk brings all that it imports, each counted once; languages and rare ones stay out', () => {
  const loaded = neededLoad(chunks, { needed: ['client'], rare: ['menu'] });
  assert.deepEqual(names(loaded).sort(), ['client', 'codec', 'lit', 'panel', 'wire']);
});

test('a needed chunk that is not there is an error, not nothing', () => {
  assert.throws(() => neededLoad(chunks, { needed: ['talk'], rare: ['client', 'menu'] }), /called talk/);
});

test('a chunk that nobody has placed is an error', () => {
  assert.throws(() => neededLoad(chunks, { needed: ['client'], rare: [] }), /Neither needed nor rare: menu$/);
});
