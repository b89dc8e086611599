import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiReport } from './api-report.ts';

const files: Readonly<Record<string, string>> = {
  './dist/a.d.ts': `import type { Inner } from './b.ts';
export { later } from './b.ts';
import { type Far } from 'rollup';
/** Said of it. */
export interface Shape {
    /** Said of a part. */
    readonly inner: Inner;
    far: Far;
}
export declare function make(shape: Shape): void;
declare const kept: number;
export { kept as given };
declare global {
    interface Window {
        shape?: Shape;
    }
}
`,
  './dist/b.d.ts': `export interface Inner { deep: Deep }
interface Deep { readonly n: 1 }
interface Unseen { readonly n: 2 }
export declare const later: typeof import("./c.js").c;
`,
};
const report = (more: Readonly<Record<string, string>> = {}) =>
  apiReport('@nara/a', { '.': './dist/a.d.ts' }, path => ({ ...files, ...more })[path] ?? '');

test('a report tells what is exported, sorted and without comments, and what that speaks of', () => {
  assert.equal(
    report(),
    `# @nara/a

## @nara/a

interface Shape {
    readonly inner: Inner;
    far: Far;
}
const kept: number // as given
const later: typeof c
function make(shape: Shape): void

## Spoken of, not exported

interface Deep { readonly n: 1 }
interface Inner { deep: Deep }

## Told to other modules

declare global {
    interface Window {
        shape?: Shape;
    }
}
`,
  );
});

test('a part deep inside that changes changes the report, one that nobody reaches does not', () => {
  const b = files['./dist/b.d.ts'] ?? '';
  assert.notEqual(report({ './dist/b.d.ts': b.replace('n: 1', 'n: 3') }), report());
  assert.equal(report({ './dist/b.d.ts': b.replace('n: 2', 'n: 3') }), report());
});
