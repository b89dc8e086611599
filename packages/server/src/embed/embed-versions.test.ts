import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { NotBuiltError } from '../http/static-files.ts';
import { embedScripts, integrityOf, keptChunks } from './embed-files.ts';
import { keepEmbedVersion, versionsFolder } from './embed-versions.ts';
import { hashLines } from './hash-lines.ts';

describe('the files that host pages load', () => {
  let folder: string;
  let data: string;
  let built: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nara-embed-'));
    data = join(folder, 'data');
    built = join(folder, 'static');
    build('first');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function build(text: string): void {
    for (const name of [...embedScripts, 'chunks/shell-AbCd1234.js'])
      for (const end of ['', '.br', '.gz']) {
        const file = join(built, name + end);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `${text} ${name}${end}`);
      }
  }
  const kept = (version: string, file: string) =>
    readFileSync(join(versionsFolder(data), version, file), 'utf8');

  test('are kept by version with all that they load, compressed and hashed', () => {
    assert.equal(keepEmbedVersion(built, data, '1.2.3'), true);
    assert.equal(kept('v1.2.3', 'nara.js'), 'first nara.js');
    assert.equal(kept('v1.2.3', 'chunks/shell-AbCd1234.js.br'), 'first chunks/shell-AbCd1234.js.br');
    const hashes = [...embedScripts, 'chunks/shell-AbCd1234.js'].map(name => [
      name,
      integrityOf(join(built, name)),
    ]);
    assert.deepEqual(JSON.parse(kept('v1.2.3', 'integrity.json')), Object.fromEntries(hashes));
  });

  test('of a version never change, and later versions lie beside it', () => {
    keepEmbedVersion(built, data, '1.2.3');
    assert.equal(keepEmbedVersion(built, data, '1.2.3'), true);
    build('second');
    assert.equal(keepEmbedVersion(built, data, '1.2.3'), false);
    assert.equal(kept('v1.2.3', 'nara.js'), 'first nara.js');
    assert.equal(keepEmbedVersion(built, data, '1.2.4'), true);
    assert.equal(kept('v1.2.4', 'nara.js'), 'second nara.js');
  });

  test('of each version that was kept are found by name', () => {
    keepEmbedVersion(built, data, '1.2.3');
    rmSync(join(built, 'chunks/shell-AbCd1234.js'));
    writeFileSync(join(built, 'chunks/shell-EfGh5678.js'), 'second');
    keepEmbedVersion(built, data, '1.2.4');
    mkdirSync(join(versionsFolder(data), 'v1.2.5.unfinished/chunks'), { recursive: true });
    writeFileSync(join(versionsFolder(data), 'v1.2.5.unfinished/chunks/shell-IjKl9012.js'), 'half');
    assert.deepEqual(Object.fromEntries(keptChunks(versionsFolder(data))), {
      'shell-AbCd1234.js': 'v1.2.3',
      'shell-EfGh5678.js': 'v1.2.4',
    });
    assert.deepEqual([...keptChunks(join(folder, 'nothing'))], []);
  });

  test('that a crash left half copied are copied anew', () => {
    const unfinished = join(versionsFolder(data), 'v1.2.3.unfinished');
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'nara.js'), 'half');
    writeFileSync(join(unfinished, 'stray.js'), 'half');
    assert.equal(keepEmbedVersion(built, data, '1.2.3'), true);
    assert.equal(kept('v1.2.3', 'nara.js'), 'first nara.js');
    assert.ok(!existsSync(unfinished));
    assert.ok(!existsSync(join(versionsFolder(data), 'v1.2.3', 'stray.js')));
  });

  test('are named with their hashes, as a tag for each region and as an import map', () => {
    const lines = hashLines({
      folder: built,
      hub: 'https://hub.example',
      version: '1.2.3',
      regions: ['norrvik', 'merivirta'],
    });
    const hash = integrityOf(join(built, 'nara.js'));
    for (const region of ['norrvik', 'merivirta'])
      assert.ok(
        lines.includes(
          `<script src="https://hub.example/v1.2.3/nara.js" integrity="${hash}" crossorigin="anonymous" data-region="${region}" defer></script>`,
        ),
      );
    const map = JSON.parse(/importmap">(.*?)<\/script>\n/s.exec(lines.join('\n'))?.[1] ?? '') as object;
    assert.deepEqual(map, {
      imports: { '@nara/widget': 'https://hub.example/v1.2.3/nara-chat.js' },
      integrity: {
        'https://hub.example/v1.2.3/nara-chat.js': integrityOf(join(built, 'nara-chat.js')),
        'https://hub.example/v1.2.3/chunks/shell-AbCd1234.js': integrityOf(
          join(built, 'chunks/shell-AbCd1234.js'),
        ),
      },
    });
  });

  test('that were not built cannot be named', () => {
    rmSync(join(built, 'nara-chat.js'));
    const asked = { folder: built, hub: 'https://hub.example', version: '1.2.3', regions: [] };
    assert.throws(() => hashLines(asked), NotBuiltError);
  });
});
