import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import vm from 'node:vm';
import { bundle } from './bundle.ts';

describe('a plain script that splits', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'nara-bundle-'));
    writeFileSync(join(folder, 'word.ts'), 'export const word = ["a", "word"].join();\n');
    writeFileSync(join(folder, 'later.ts'), 'export const later = (): number => Date.now();\n');
    writeFileSync(
      join(folder, 'sharing.ts'),
      `import { word } from './word.ts';\nexport const said = (): string => word + Date.now();\n`,
    );
    writeFileSync(
      join(folder, 'good.ts'),
      `const secret = Math.random();\n(globalThis as any).start = () => import('./later.ts').then(file => file.later() + secret);\n`,
    );
    writeFileSync(
      join(folder, 'bad.ts'),
      `import { word } from './word.ts';\n(globalThis as any).start = () => import('./sharing.ts').then(file => file.said() + word);\n`,
    );
  });
  after(() => rmSync(folder, { recursive: true }));
  const build = (name: string) =>
    bundle({
      input: join(folder, name),
      format: 'script',
      target: 'es2022',
      output: { chunkFileNames: 'chunks/[name].js' },
    });

  test('imports from its own address, and leaves no name on the page', async () => {
    const [entry, chunk] = await build('good.ts');
    assert.equal(chunk?.fileName, 'chunks/later.js');
    assert.match(entry?.code ?? '', /import\(new URL\("\.\/chunks\/later\.js",\w+\)\)/);
    class HTMLScriptElement {
      readonly src = 'https://hub.example/nara.js';
    }
    const page: Record<string, unknown> = {
      HTMLScriptElement,
      document: { currentScript: new HTMLScriptElement() },
    };
    vm.runInNewContext(entry?.code ?? '', page);
    assert.deepEqual(Object.keys(page).sort(), ['HTMLScriptElement', 'document', 'start']);
    // A picture that is called `currentScript`.
    const clobbered = { HTMLScriptElement, document: { currentScript: { src: 'https://else.example/' } } };
    vm.runInNewContext(entry?.code ?? '', clobbered);
    assert.deepEqual(Object.keys(clobbered), ['HTMLScriptElement', 'document']);
  });

  test('shares no module with what it imports: the build says so', async () => {
    await assert.rejects(build('bad.ts'), /bad\.ts shares a module with a chunk/);
  });
});
