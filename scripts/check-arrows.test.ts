import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrowFaults, importsOf } from './check-arrows.ts';

const manifest = (name: string, dependencies: object = {}, exports: object = { '.': './src/x.ts' }) =>
  JSON.stringify({ name: `@nara/${name}`, exports, dependencies });
const workspace = [
  { path: 'packages/contract/package.json', text: manifest('contract', { zod: '4' }) },
  { path: 'packages/rules/package.json', text: manifest('rules', { '@nara/contract': '' }) },
  {
    path: 'packages/server/package.json',
    text: manifest('server', { '@nara/rules': '', '@nara/contract': '' }),
  },
  {
    path: 'packages/elements/package.json',
    text: manifest('elements', { '@nara/rules': '' }, { './*.ts': './src/*.ts' }),
  },
];
const faultsOf = (path: string, text: string) => arrowFaults([...workspace, { path, text }]);

test('imports along the arrows pass', () => {
  assert.deepEqual(
    faultsOf('packages/rules/src/a.ts', "import { x } from '@nara/contract';\nimport './b.ts';"),
    [],
  );
});

test('an import against an arrow is a fault, with its line', () => {
  const [fault] = arrowFaults([
    { path: 'packages/contract/package.json', text: manifest('contract') },
    { path: 'packages/rules/package.json', text: manifest('rules') },
    { path: 'packages/contract/src/a.ts', text: "const a = 1;\nimport type { X } from '@nara/rules';" },
  ]);
  assert.match(fault ?? '', /contract\/src\/a\.ts:2 imports @nara\/rules/);
});

test('a declared dependency against an arrow is a fault', () => {
  const faults = arrowFaults([
    { path: 'packages/signalr/package.json', text: manifest('signalr', { '@nara/contract': '' }) },
  ]);
  assert.equal(faults.length, 1);
});

test('an undeclared package, a private path and a path out of the package are faults', () => {
  assert.match(faultsOf('packages/rules/src/a.ts', "import { z } from 'zod';")[0] ?? '', /does not declare/);
  assert.match(
    faultsOf('packages/rules/src/a.ts', "import { z } from '@nara/contract/src/a.ts';")[0] ?? '',
    /does not export/,
  );
  assert.match(
    faultsOf('packages/rules/src/a.ts', "import { z } from '../../contract/src/a.ts';")[0] ?? '',
    /reaches out/,
  );
});

test('a browser package may not import a Node module, its test may', () => {
  assert.match(
    faultsOf('packages/rules/src/a.ts', "import { readFileSync } from 'node:fs';")[0] ?? '',
    /browser/,
  );
  assert.deepEqual(faultsOf('packages/rules/src/a.test.ts', "import { readFileSync } from 'node:fs';"), []);
});

test('what an entry for browsers reaches may not need Node either; what it does not reach may', () => {
  const signalr = [
    { path: 'packages/signalr/package.json', text: manifest('signalr', { ws: '8' }) },
    { path: 'packages/signalr/src/memory.ts', text: "export { a } from './memory/a.ts';" },
    { path: 'packages/signalr/src/server.ts', text: "import 'node:http';\nimport { WebSocket } from 'ws';" },
  ];
  const reaching = (text: string) =>
    arrowFaults([...signalr, { path: 'packages/signalr/src/memory/a.ts', text }]);
  assert.deepEqual(reaching("import '../hub/b.ts';"), []);
  assert.deepEqual(reaching("import type { B } from '../server.ts';"), []);
  const faults = reaching("import { b } from '../server.ts';");
  assert.equal(faults.length, 2);
  assert.match(faults[0] ?? '', /server\.ts:1 imports node:http, .*\/memory\.ts reaches it/);
  assert.match(faults[1] ?? '', /server\.ts:2 imports ws/);
});

test('a browser package may not import a package that needs Node', () => {
  const faults = arrowFaults([
    { path: 'packages/sdk/package.json', text: manifest('sdk', { '@nara/signalr': '' }) },
    {
      path: 'packages/signalr/package.json',
      text: manifest('signalr', {}, { '.': './src/x.ts', './hub': './src/hub.ts' }),
    },
    { path: 'packages/sdk/src/a.ts', text: "import { x } from '@nara/signalr';" },
  ]);
  assert.match(faults[0] ?? '', /imports @nara\/signalr, which needs Node/);
});

test('imports are found over several lines, as types, as re-exports and as calls, and not in comments', () => {
  const text =
    "import {\n  a,\n} from 'a';\nexport { b } from 'b';\nconst c = await import('c');\n/* import 'd' */";
  assert.deepEqual(
    importsOf(text).map(found => found.specifier),
    ['a', 'b', 'c'],
  );
});
