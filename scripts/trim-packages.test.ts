import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollup } from 'rollup';
import { type Trim, trimModule, trimPackages } from './trim-packages.ts';

const trim: Trim = {
  package: 'wire',
  constants: { 'Platform.isNode': 'false', 'this.options.old || fallback(1)': 'undefined' },
  silent: /^log\.debug\(/,
  replaced: { Poll: 'scripts/source-files.ts' },
  users: /ours/,
};
const trimmed = (code: string) => trimModule(code, trim).code;

test('an expression with a value of its own here is put in by its text, however it is broken over lines', () => {
  assert.equal(trimmed('if (Platform.isNode) node();'), 'if (false) node();');
  assert.equal(trimmed('f(this.options.old ||\n    fallback(1));'), 'f(undefined);');
  assert.equal(
    trimmed('f(this.options.old || fallback(2), Platform.isNodeX)'),
    'f(this.options.old || fallback(2), Platform.isNodeX)',
  );
});

test('a place that is written to stays, what is written there does not', () => {
  assert.equal(trimmed('Platform.isNode = Platform.isNode;'), 'Platform.isNode = false;');
  assert.equal(
    trimmed('delete Platform.isNode; Platform.isNode++;'),
    'delete Platform.isNode; Platform.isNode++;',
  );
});

test('a silent call goes with its arguments, another call of the same object does not', () => {
  assert.equal(trimmed('log.debug(text(Platform.isNode)); log.warn(1);'), 'undefined; log.warn(1);');
});

test('which constants were found is told', () => {
  assert.deepEqual([...trimModule('Platform.isNode', trim).found], ['Platform.isNode']);
});

/** Bundles modules that stand in memory, by path. */
async function bundled(modules: Readonly<Record<string, string>>): Promise<string> {
  const built = await rollup({
    input: '/ours.js',
    plugins: [
      trimPackages([trim]),
      {
        name: 'memory',
        resolveId: source => (source.startsWith('.') ? `/node_modules/wire/${source.slice(2)}.js` : source),
        load: id => modules[id] ?? `export const poll = ${JSON.stringify(id)};`,
      },
    ],
  });
  const { output } = await built.generate({ format: 'es' });
  return output[0].code;
}

test('only the package is trimmed, and what only another value leads to is not bundled', async () => {
  const code = await bundled({
    '/ours.js': "import { open } from '/node_modules/wire/index.js'; open(Platform.isNode);",
    '/node_modules/wire/index.js':
      "import { node } from './node'; export const open = on => Platform.isNode ? node() : this.options.old || fallback(1);",
    '/node_modules/wire/node.js': 'export const node = () => "never";',
  });
  assert.match(code, /open\(Platform\.isNode\)/);
  assert.doesNotMatch(code, /never|fallback/);
});

test('a file of ours takes the place of one that another file of the package imports, and not for us', async () => {
  const theirs = await bundled({
    '/ours.js': "import '/node_modules/wire/index.js';",
    '/node_modules/wire/index.js':
      "import { poll } from './Poll.js'; console.log(poll, Platform.isNode, this.options.old || fallback(1));",
  });
  assert.match(theirs, /scripts\/source-files\.ts"/);
  const ours = await bundled({ '/ours.js': "export { poll } from '/node_modules/kept/Poll.js';" });
  assert.match(ours, /"\/node_modules\/kept\/Poll\.js"/);
});

test('an expression that the package no longer has fails the build, so that the list is read again', async () => {
  const modules = {
    '/ours.js': "import '/node_modules/wire/index.js';",
    '/node_modules/wire/index.js': 'console.log(Platform.isNode);',
  };
  await assert.rejects(bundled(modules), /wire has no longer: this\.options\.old \|\| fallback\(1\)/);
});

test('a package that is not bundled need not have anything', async () => {
  assert.equal((await bundled({ '/ours.js': 'console.log(1);' })).trim(), 'console.log(1);');
});
