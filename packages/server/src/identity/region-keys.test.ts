import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { openRegionKeys, personKey } from './region-keys.ts';
import { createSealer } from './seal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nara-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (): string => join(folder, 'norrvik.keys.json');

test('keys are made once, for their owner’s eyes, and are the same at the next start', () => {
  const made = openRegionKeys(folder, 'norrvik');
  assert.equal(statSync(file()).mode & 0o777, 0o600);
  assert.deepEqual(openRegionKeys(folder, 'norrvik'), made);
  assert.notDeepEqual(openRegionKeys(folder, 'soderhav').pepper, made.pepper);
});

test('keys that others can read are refused', () => {
  openRegionKeys(folder, 'norrvik');
  chmodSync(file(), 0o644);
  assert.throws(() => openRegionKeys(folder, 'norrvik'), /can be read by others/);
});

test('missing keys are not made anew for a region that has a store', () => {
  writeFileSync(join(folder, 'norrvik.sqlite'), '');
  assert.throws(() => openRegionKeys(folder, 'norrvik'), /restore the file/);
});

test('damaged keys are refused', () => {
  for (const damaged of ['', '{}', '{"pepper":"short","sealKeyId":"a","sealKeys":{}}']) {
    writeFileSync(file(), damaged, { mode: 0o600 });
    assert.throws(() => openRegionKeys(folder, 'norrvik'), /damaged/);
  }
});

test('a person has one key in a region, and another in the next', () => {
  const one = openRegionKeys(folder, 'norrvik').pepper;
  const other = openRegionKeys(folder, 'soderhav').pepper;
  assert.equal(personKey(one, '199306069882'), personKey(one, '199306069882'));
  assert.notEqual(personKey(one, '199306069882'), personKey(other, '199306069882'));
  assert.notEqual(personKey(one, '199306069882'), personKey(one, '196803039947'));
});

test('what is sealed opens with its key, looks different each time, and not at all when changed', () => {
  const sealer = createSealer('norrvik', openRegionKeys(folder, 'norrvik'));
  const { sealed, keyId } = sealer.seal('199306069882');
  assert.equal(sealer.unseal(sealed, keyId), '199306069882');
  assert.notEqual(sealer.seal('199306069882').sealed, sealed);
  const bytes = Buffer.from(sealed, 'base64url');
  for (const index of [0, 14, bytes.length - 1]) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
    assert.throws(() => sealer.unseal(changed.toString('base64url'), keyId));
  }
  assert.throws(() => sealer.unseal(sealed, 'another'), TypeError);
});

test('what one region sealed does not open in another, even with its keys', () => {
  const keys = openRegionKeys(folder, 'norrvik');
  const { sealed, keyId } = createSealer('norrvik', keys).seal('199306069882');
  assert.throws(() => createSealer('soderhav', keys).unseal(sealed, keyId));
});
