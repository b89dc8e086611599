import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogOf, packedManifest } from './packed-manifest.ts';

const manifest = {
  name: '@nara/server',
  version: '0.1.0',
  exports: { '.': './src/server.ts', './*.ts': './src/*.ts', './locales/*': './locales/*' },
  dependencies: { '@nara/rules': 'workspace:*', fastify: 'catalog:' },
  devDependencies: { 'fast-check': 'catalog:' },
};
const versions = { catalog: { fastify: '5.12.8' }, ours: { '@nara/rules': '0.1.0' } };

test('entries point at what was built, with its types', () => {
  assert.deepEqual(packedManifest(manifest, versions)['exports'], {
    '.': { types: './dist/server.d.ts', default: './dist/server.js' },
    './*.ts': { types: './dist/*.d.ts', default: './dist/*.js' },
    './locales/*': './locales/*',
  });
});

test('versions are written out, and what only development needs is left out', () => {
  const packed = packedManifest(manifest, versions);
  assert.deepEqual(packed['dependencies'], { '@nara/rules': '0.1.0', fastify: '5.12.8' });
  assert.equal('devDependencies' in packed, false);
  assert.throws(() => packedManifest(manifest, { ...versions, catalog: {} }), /fastify has no version/);
});

test('a command is a built file', () => {
  assert.deepEqual(packedManifest(manifest, versions, { nara: './src/main.ts' })['bin'], {
    nara: './dist/main.js',
  });
});

test('the catalog is read with quoted names', () => {
  assert.deepEqual(
    catalogOf('packages:\n  - a\n\ncatalog:\n  "@a/b": 1.0.0\n  c: 2.0.0\n\nother:\n  d: 3\n'),
    {
      '@a/b': '1.0.0',
      c: '2.0.0',
    },
  );
});
