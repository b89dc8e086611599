import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { htmlData, webTypes } from './editor-data.ts';
import { elementsManifest, elementsOf } from './elements-manifest.ts';
import { root } from './source-files.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = elementsManifest();
const elements = Object.fromEntries(elementsOf(manifest).map(element => [element.tagName, element]));
const names = (list: readonly { readonly name: string }[] | undefined) =>
  (list ?? []).map(({ name }) => name).sort();
const methods = (tag: string) => elements[tag]?.members?.filter(({ kind }) => kind === 'method') ?? [];

/** The first column of the table after a heading cell, without what is not a name. */
function firstColumn(text: string, heading: string): string[] {
  const table = text.slice(text.indexOf(`| ${heading} `)).split('\n\n')[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .flatMap(row =>
      [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)(?:\(\w*\))?`/g)].map(([, name = '']) => name),
    );
}

test('the README names each attribute and method of <nara-chat>, and no others', () => {
  const readme = read('packages/widget/README.md');
  const told = ['data-state', 'data-unread'];
  const attributes = firstColumn(readme, 'on the element').filter(name => !told.includes(name));
  assert.deepEqual(attributes.sort(), names(elements['nara-chat']?.attributes));
  assert.deepEqual(firstColumn(readme, 'method').sort(), names(methods('nara-chat')));
  for (const name of names(elements['nara-chat']?.events)) assert.ok(readme.includes(`\`${name}\``), name);
});

test('the guide to themes names each custom property, part and slot of <nara-chat>, and no others', () => {
  const guide = read('docs/theme.md');
  const placed = ['--nara-right', '--nara-bottom', '--nara-z-index'];
  for (const name of placed) assert.ok(guide.includes(`\`${name}\``), name);
  const properties = names(elements['nara-chat']?.cssProperties).filter(name => !placed.includes(name));
  assert.deepEqual(firstColumn(guide, 'property').sort(), properties);
  const parts = [...firstColumn(guide, 'part'), 'own', 'staff'];
  assert.deepEqual(parts.sort(), names(elements['nara-chat']?.cssParts));
  for (const name of names(elements['nara-chat']?.slots)) assert.ok(guide.includes(`slot="${name}"`), name);
});

for (const [tag, guide, styles] of [
  ['nara-feedback', 'docs/feedback.md', 'feedback-styles'],
  ['nara-hours', 'docs/hours.md', 'hours-styles'],
] as const) {
  test(`the guide of <${tag}> names its attributes, parts and custom properties, and no others`, () => {
    const text = read(guide);
    const look = /^## Its look\n([\s\S]*?)\n\n(?=##|The|```|$)/m.exec(text)?.[1] ?? text;
    assert.deepEqual(firstColumn(text, 'attribute').sort(), names(elements[tag]?.attributes));
    const properties = [...look.matchAll(/`(--nara-[\w-]+)`/g)].map(([, name = '']) => name);
    assert.deepEqual(properties.sort(), names(elements[tag]?.cssProperties));
    const parts = [...look.slice(look.indexOf('Parts:')).matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    assert.deepEqual([...new Set(parts)].sort(), names(elements[tag]?.cssParts));
  });

  test(`<${tag}> reads the custom properties that are named, and no others`, () => {
    const sheet =
      read('packages/widget/src/sisters/open-box.ts') + read(`packages/widget/src/sisters/${styles}.ts`);
    const used = new Set(
      [...sheet.matchAll(/var\(--(?:_|nara-)([\w-]+)/g)].map(([, name]) => `--nara-${name}`),
    );
    assert.deepEqual([...used].sort(), names(elements[tag]?.cssProperties));
  });
}

test('fields, types and defaults come from the class and the interfaces', () => {
  const chat = elements['nara-chat'];
  const mode = chat?.attributes?.find(({ name }) => name === 'mode');
  assert.equal(mode?.type?.text, "'frame' | 'page' | 'inline'");
  const state = chat?.members?.find(({ name }) => name === 'state');
  assert.equal(state?.kind === 'field' && state.readonly, true);
  assert.ok(!names(chat?.members).includes('connectedCallback'));
});

test('editors are told the words that an attribute may have', () => {
  const mode = htmlData(manifest).tags[0]?.attributes.find(({ name }) => name === 'mode');
  assert.deepEqual(mode?.values, [{ name: 'frame' }, { name: 'page' }, { name: 'inline' }]);
  const { elements: told } = webTypes(manifest, { name: '@nara/widget', version: '1.0.0' }).contributions
    .html;
  const region = told[0]?.attributes.find(({ name }) => name === 'region');
  assert.equal(region?.required, true);
});
