import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { Store } from '@nara/hub/store';
import { checkConfig } from '../config/check-config.ts';
import type { RegionConfig } from '../config/hub-config.ts';
import { openRegionKeys, personKey, type RegionKeys } from '../identity/region-keys.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { importListing } from './import-listing.ts';

let folder: string;
let store: Store;
let keys: RegionKeys;
let region: RegionConfig;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nara-listing-'));
  keys = openRegionKeys(folder, 'norrvik');
  store = await openSqliteStore({ file: join(folder, 'norrvik.sqlite') });
  const example = readFileSync(join(import.meta.dirname, '../../nara.example.yaml'), 'utf8');
  const [first] = checkConfig({
    file: join(folder, 'hub.yaml'),
    text: example.replace('# listing:', 'listing:'),
    environment: {},
    readable: () => true,
  }).regions;
  assert.ok(first);
  region = first;
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function write(csv: string): void {
  writeFileSync(join(folder, 'listing.csv'), csv);
}

const unitOf = (identity: string): Promise<string | undefined> =>
  store.read(tx => tx.listing.unitOf(personKey(keys.pepper, identity)));

test('a register is imported once, and replaced whole when its content changes', async () => {
  write('identity,unit\n199306069882,A001\n196803039947,A001\n');
  const first = await importListing(region, store, keys, 0);
  assert.equal(first.changed && first.rows, 2);
  assert.equal(await unitOf('199306069882'), 'A001');
  assert.deepEqual(await importListing(region, store, keys, 0), { changed: false });
  write('identity,unit\n196803039947,A002\n');
  assert.equal((await importListing(region, store, keys, 0)).changed, true);
  assert.equal(await unitOf('199306069882'), undefined);
  assert.equal(await unitOf('196803039947'), 'A002');
});

test('a register with a fault changes nothing and is told with file and line', async () => {
  write('identity,unit\n199306069882,A001\n');
  await importListing(region, store, keys, 0);
  write('identity,unit\n199306069883,A002\n');
  await assert.rejects(importListing(region, store, keys, 0), /listing\.csv:2: identity: expected/);
  assert.equal(await unitOf('199306069882'), 'A001');
});

test('no number is in the store', async () => {
  write('identity,unit\n199306069882,A001\n');
  await importListing(region, store, keys, 0);
  await store.check();
  for (const file of ['norrvik.sqlite', 'norrvik.sqlite-wal'])
    assert.ok(!readFileSync(join(folder, file)).includes('9306069882'), file);
});
