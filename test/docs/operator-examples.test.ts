import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, test } from 'node:test';
import { ConfigError, formatFault, readConfig } from '@nara/server';
import {
  openSqliteStore,
  pageResults,
  readCommand,
  readListing,
  reportLines,
  systemClock,
} from '@nara/server/testing';
import { parse, stringify } from 'yaml';
import { examplesOf, placeOf } from '../../scripts/doc-examples.ts';
import { elementsManifest, elementsOf } from '../../scripts/elements-manifest.ts';
import { readSourceFiles, root } from '../../scripts/source-files.ts';

const files = readSourceFiles();
const folder = mkdtempSync(join(tmpdir(), 'nara-docs-'));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'config/keys'), { recursive: true });
for (const file of ['keys/resident.jwk.json', 'keys/staff.jwk.json', 'listing.csv'])
  writeFileSync(join(folder, 'config', file), '');
const exampleText = readFileSync(join(root, 'packages/server/nara.example.yaml'), 'utf8');
const secret = `whsec_${Buffer.alloc(32).toString('base64')}`;

/** Reads a configuration as the hub does. */
function check(text: string): void {
  const file = join(folder, 'config/nara.yaml');
  writeFileSync(file, text);
  readConfig(file, { NARA_WEBHOOK_SECRET: secret });
}

for (const example of examplesOf(files, 'yaml')) {
  const said = parse(example.code);
  if (said.nara?.js) test(`${placeOf(example)} is the script tag`, () => checkTag(said.nara.js));
  else
    test(`${placeOf(example)} is a configuration`, () => {
      const config = parse(exampleText);
      // What says where the hub listens is not of a region.
      Object.assign(said.listen ? config : config.regions[0], said.regions?.[0] ?? said);
      check(stringify(config));
    });
}

/** Drupal's way to say a script tag: by its address, what kind of file it is and which attributes it has. */
function checkTag(
  files: Readonly<Record<string, { type: string; attributes: Record<string, unknown> }>>,
): void {
  const [[address = '', file] = [], ...others] = Object.entries(files);
  assert.deepEqual(others, []);
  assert.match(address, /^https:\/\/[^/]+\/nara\.js$/);
  assert.equal(file?.type, 'external');
  const [chat] = elementsOf(elementsManifest());
  const known = ['defer', ...(chat?.attributes ?? []).map(({ name }) => `data-${name}`)];
  for (const name of Object.keys(file?.attributes ?? {})) assert.ok(known.includes(name), name);
}

for (const example of examplesOf(files, 'csv'))
  test(`${placeOf(example)} is a register`, () => {
    const { rows, faults } = readListing(example.code, 'SE', identity => identity);
    assert.deepEqual(faults, []);
    assert.ok((rows?.length ?? 0) > 0);
  });

/** What a block of text shows, made anew. */
const texts: Readonly<Record<string, (shown: string) => void>> = {
  'docs/run-a-hub.md': shown => {
    const faulty = exampleText
      .replace('- origin: https://www.norrvik.example', '- origin: https://www.norrvik.example/')
      .replace('icon: symptoms', 'icon: fever');
    const fault = rejection(() => check(faulty));
    assert.ok(fault instanceof ConfigError);
    const lines = fault.faults.map(each => formatFault({ ...each, file: 'hub/nara.yaml' }));
    assert.equal(shown, `${lines.join('\n')}\n`);
  },
  'docs/feedback.md': shown => {
    const page = 'https://www.norrvik.example/vardcentraler';
    const text = 'Jag hittade inte tiderna på lördagar.';
    const results = pageResults(
      [
        { page, answer: 'yes', count: 12 },
        { page, answer: 'no', count: 3 },
      ],
      [{ page, day: '2026-11-24', answer: 'no', language: 'sv-SE', comment: text }],
    );
    assert.equal(shown, `${reportLines(results).join('\n')}\n`);
  },
  // Its line of the console is seen in test/e2e/docs.e2e.ts.
  'docs/theme.md': shown => assert.match(shown, /^nara: --nara-.*\n$/),
  'README.md': shown => {
    for (const path of globSync('packages/*', { cwd: root }))
      assert.match(shown, new RegExp(`\\b${path.replace('packages/', '')}\\b`));
  },
};

for (const example of examplesOf(files, 'text'))
  test(`${placeOf(example)} shows what is`, () => {
    const compare = texts[example.path];
    assert.ok(compare, 'no test knows what this block shows');
    compare(example.code);
  });

function rejection(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Commands whose words are looked at instead of running them. */
const watched = ['npm', 'nara', 'sqlite3', 'kill', 'cd', 'openssl'];
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const watchers: Readonly<Record<string, (words: readonly string[]) => void>> = {
  npm(words) {
    const [act = '', ...rest] = words.filter(word => word !== '--silent');
    if (act === 'install')
      return assert.ok(rest.every(name => existsSync(join(root, 'packages', name.replace('@nara/', '')))));
    const [script = '', ...given] = act === 'run' ? rest : [act, ...rest];
    assert.ok(Object.hasOwn(scripts, script), `there is no npm run ${script}`);
    if (given.length > 0) assert.equal(given[0], '--');
    if (script === 'nara') watchers['nara']?.(given.slice(1));
    else for (const word of given.filter(each => /^--\w/.test(each))) assertOption(script, word);
  },
  nara: words => assert.ok(readCommand(words), `nara ${words.join(' ')} is not a command`),
  sqlite3(words) {
    assert.match(words.at(-2) ?? '', /\.sqlite$/);
    const database = new DatabaseSync(join(folder, 'store.sqlite'));
    database.prepare(words.at(-1) ?? '');
    database.close();
  },
  kill: words => assert.match(words.join(' '), /^-9 \d+$/),
  cd: words => assert.equal(words.length, 1),
  openssl: words => assert.deepEqual(words, ['rand', '-base64', '32']),
};

/** An option of a script stands in the script that reads it. */
function assertOption(script: string, option: string): void {
  const read = script === 'start' ? 'demo/src/start.ts' : `scripts/${script.replace(':', '-')}.ts`;
  assert.match(readFileSync(join(root, read), 'utf8'), new RegExp(`\\b${option.slice(2)}\\b`));
}

const places = new Map<string, string>();

/** Where the blocks of a document are run, one after another: a clone's root, with our packages installed. */
function placeFor(document: string): string {
  const known = places.get(document);
  if (known !== undefined) return known;
  const place = mkdtempSync(join(folder, 'shell-'));
  symlinkSync(join(root, 'packages'), join(place, 'packages'));
  mkdirSync(join(place, 'node_modules'));
  symlinkSync(join(root, 'packages'), join(place, 'node_modules/@nara'));
  places.set(document, place);
  return place;
}

/** Runs a block in bash and gives the words of each watched command to its watcher. */
function runShell(document: string, code: string): void {
  const place = placeFor(document);
  const calls = join(place, 'calls');
  writeFileSync(calls, '');
  const functions = watched.map(
    name => `${name}() { printf '%s\\037' ${name} "$@" >>'${calls}'; printf '\\036' >>'${calls}'; }`,
  );
  const { status, stderr } = spawnSync('bash', ['-eu'], {
    cwd: place,
    input: `${functions.join('\n')}\n${code}`,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  const made = readFileSync(calls, 'utf8').split('\x1e').slice(0, -1);
  for (const [name = '', ...words] of made.map(call => call.split('\x1f').slice(0, -1)))
    watchers[name]?.(words);
}

test('an own store is there for SQL', async () => {
  const store = await openSqliteStore({ file: join(folder, 'store.sqlite'), clock: systemClock });
  await store.close();
});

for (const example of examplesOf(files, 'sh'))
  test(`${placeOf(example)} runs`, () => runShell(example.path, example.code));

for (const example of examplesOf(files, 'cron'))
  test(`${placeOf(example)} runs`, () => {
    const [, time = '', command = ''] = /^((?:[\d*,/-]+ ){5})(.+)\n$/.exec(example.code) ?? [];
    assert.notEqual(time, '');
    runShell(example.path, command.replaceAll('\\%', '%'));
  });

// What it does is seen in test/e2e/packed.e2e.ts.
for (const example of examplesOf(files, 'nginx'))
  test(`${placeOf(example)} is the guide's own`, () => assert.equal(example.path, 'docs/run-a-hub.md'));
