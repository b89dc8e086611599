import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Store } from '@nara/hub/store';
import type { RegionConfig } from '../config/hub-config.ts';
import { openRegionKeys } from '../identity/region-keys.ts';
import { DataFolderError, lockData } from '../store/sqlite/data-lock.ts';
import { migrate, readMigrations } from '../store/sqlite/migrate.ts';
import { migrationsFolder, openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import { BackupError } from './backup-error.ts';
import { makeBackup } from './make-backup.ts';
import { readManifest } from './manifest.ts';
import { removeOldBackups } from './old-backups.ts';
import { restoreBackup } from './restore-backup.ts';

const at = '2026-11-24T09:31:00.000Z';
const clock = { now: () => Date.parse(at) };

describe('backup and restore', () => {
  let folder: string;
  let data: string;
  let config: { readonly data: string; readonly regions: readonly RegionConfig[] };
  let store: Store | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nara-backup-'));
    data = join(folder, 'data');
    // Of a region only its id is asked.
    config = { data, regions: [{ id: 'norrvik' } as RegionConfig] };
    openRegionKeys(data, 'norrvik');
    await open();
  });
  afterEach(async () => {
    await store?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(): Promise<Store> {
    store = await openSqliteStore({ file: join(data, 'norrvik.sqlite'), clock });
    return store;
  }
  async function act(name: string): Promise<void> {
    const row = { at, actorKind: 'system', actor: 'test', act: name, ground: 'test' } as const;
    await store?.write(tx => tx.audit.add(row));
  }
  const acts = async () =>
    ((await store?.read(tx => tx.audit.list({}, 100))) ?? []).map(row => row.act).reverse();
  const backup = (name = 'copy') => makeBackup(config, { to: join(folder, name), clock });
  const restore = (name = 'copy') => restoreBackup(config, { from: join(folder, name), clock });
  const close = async () => {
    await store?.close();
    store = undefined;
  };

  function refused(work: () => unknown, code: string, said: RegExp): void {
    assert.throws(work, error => {
      assert.ok(error instanceof BackupError || error instanceof DataFolderError);
      assert.equal(error.code, code);
      assert.match(error.message, said);
      assert.ok(!error.message.includes('\n'));
      return true;
    });
  }

  test('a backup of a store in use holds what was committed, says what it is, and can be read by nobody else', async () => {
    await act('before');
    const manifest = backup();
    await act('after');
    const copy = join(folder, 'copy');
    assert.deepEqual(readdirSync(copy).sort(), ['backup.json', 'norrvik.keys.json', 'norrvik.sqlite']);
    for (const name of readdirSync(copy)) assert.equal(statSync(join(copy, name)).mode & 0o777, 0o600, name);
    assert.equal(statSync(copy).mode & 0o777, 0o700);
    assert.deepEqual(readManifest(copy), manifest);
    const [region] = manifest.regions;
    assert.deepEqual([manifest.at, region?.id, region?.epoch], [at, 'norrvik', store?.epoch]);
    const database = new DatabaseSync(join(copy, 'norrvik.sqlite'), { readOnly: true });
    assert.deepEqual(
      database
        .prepare('SELECT act FROM audit')
        .all()
        .map(row => row['act']),
      ['before'],
    );
    database.close();
    assert.deepEqual(readdirSync(folder).sort(), ['copy', 'data']);
  });

  test('a backup of a store that nobody uses is one too', async () => {
    await act('before');
    await close();
    backup();
    assert.equal(existsSync(join(folder, 'copy', 'backup.json')), true);
  });

  test('a backup of what a killed hub has left holds everything that was committed', async () => {
    await act('before');
    const left = join(folder, 'left');
    // What is in the folder at this moment is what a kill leaves: the log has not been copied into the file.
    cpSync(data, left, { recursive: true });
    assert.ok(statSync(join(left, 'norrvik.sqlite-wal')).size > 0);
    makeBackup({ ...config, data: left }, { to: join(folder, 'copy'), clock });
    await close();
    restore();
    await open();
    assert.deepEqual(await acts(), ['before', 'restored']);
  });

  test('a backup goes into a new or empty folder only, in one that is there', async () => {
    mkdirSync(join(folder, 'copy'));
    backup();
    refused(() => backup(), 'folder_unfit', /copy is not empty$/);
    refused(() => backup('none/copy'), 'folder_unfit', /none is not a folder that is there$/);
    refused(
      () => makeBackup({ ...config, data: folder }, { to: join(folder, 'b'), clock }),
      'no_store',
      /norrvik/,
    );
  });

  test('a store that is damaged is no backup, and nothing is left', async () => {
    await act('before');
    await close();
    const file = join(data, 'norrvik.sqlite');
    const bytes = readFileSync(file);
    bytes.fill(0x55, 8_192);
    writeFileSync(file, bytes);
    refused(backup, 'cannot_write', /malformed/);
    assert.deepEqual(readdirSync(folder), ['data']);
  });

  test('a restore puts the store back under another epoch, without sessions and logins, and keeps what was there', async () => {
    await act('before');
    await store?.write(async tx => {
      await tx.cases.nextReference(at);
      await tx.logins.put('code', 'h', 'data', '2030-01-01T00:00:00.000Z');
      await tx.sessions.add({
        hash: 'h',
        kind: 'staff',
        who: 's1',
        origin: 'https://desk.example',
        acr: 'loa3',
        shared: false,
        authTime: at,
        idleUntil: '2030-01-01T00:00:00.000Z',
        absoluteUntil: '2030-01-01T00:00:00.000Z',
        details: '{}',
      });
    });
    const epoch = store?.epoch;
    backup();
    await act('after');
    await close();
    const { aside } = restore();
    const again = await open();
    assert.notEqual(again.epoch, epoch);
    assert.deepEqual(await acts(), ['before', 'restored']);
    assert.equal(await again.read(tx => tx.sessions.get('h')), undefined);
    assert.equal(await again.write(tx => tx.logins.take('code', 'h', at)), undefined);
    // None of the references that were given since the backup is given again.
    assert.equal(await again.write(tx => tx.cases.nextReference(at)), '2611-1002');
    assert.ok(aside !== undefined);
    assert.deepEqual(readdirSync(aside).sort(), ['norrvik.keys.json', 'norrvik.sqlite']);
    assert.deepEqual(
      readdirSync(data).filter(name => name.includes('partial') || name.includes('unfinished')),
      [],
    );
    const kept = new DatabaseSync(join(aside, 'norrvik.sqlite'), { readOnly: true });
    assert.equal(kept.prepare('SELECT count(*) AS n FROM audit').get()?.['n'], 2);
    kept.close();
  });

  test('a restore into an empty folder brings the keys along', async () => {
    const keys = readFileSync(join(data, 'norrvik.keys.json'), 'utf8');
    backup();
    await close();
    rmSync(data, { recursive: true });
    assert.equal(restore().aside, undefined);
    assert.equal(readFileSync(join(data, 'norrvik.keys.json'), 'utf8'), keys);
    await open();
    assert.deepEqual(await acts(), ['restored']);
  });

  test('what was changed in a backup is not restored, and nothing changes then', async () => {
    await act('before');
    backup();
    await close();
    const before = readdirSync(data);
    for (const [name, change] of [
      ['norrvik.sqlite', 'x'],
      ['norrvik.keys.json', ' '],
    ] as const) {
      const file = join(folder, 'copy', name);
      const whole = readFileSync(file);
      appendFileSync(file, change);
      refused(restore, 'damaged', new RegExp(`${name} is not what was backed up`));
      writeFileSync(file, whole);
    }
    refused(() => restore('data'), 'no_backup', /data is no backup/);
    const other = { data, regions: [{ id: 'other' } as RegionConfig] };
    refused(
      () => restoreBackup(other, { from: join(folder, 'copy'), clock }),
      'no_backup',
      /no region other/,
    );
    assert.deepEqual(
      readdirSync(data).filter(name => name !== 'hub.lock'),
      before,
    );
    await open();
    assert.deepEqual(await acts(), ['before']);
  });

  test('a backup that a newer version made is refused', async () => {
    await close();
    const database = new DatabaseSync(join(data, 'norrvik.sqlite'));
    database.exec("INSERT INTO migration VALUES (99, '0099-later.sql', 'hash', '2027-01-01T00:00:00.000Z')");
    database.close();
    backup();
    refused(restore, 'newer', /migration 99/);
  });

  test('an older backup is brought to the newest migration', async () => {
    await close();
    const file = join(data, 'norrvik.sqlite');
    rmSync(file);
    const migrations = readMigrations(migrationsFolder);
    const old = new DatabaseSync(file);
    migrate(old, migrations.slice(0, 1), clock.now());
    old.exec("INSERT INTO meta (name, value) VALUES ('epoch', 'old')");
    old.close();
    assert.equal(backup().regions[0]?.migration, 1);
    restore();
    const restored = new DatabaseSync(file, { readOnly: true });
    const has = restored.prepare('SELECT max(number) AS number FROM migration').get()?.['number'];
    restored.close();
    assert.equal(has, migrations.length);
  });

  test('a data folder in use, and one that is half restored, are left alone', async () => {
    backup();
    await close();
    const lock = lockData(data);
    refused(restore, 'in_use', /is used by a hub that runs/);
    lock.exchanging();
    lock.release();
    refused(() => lockData(data), 'half_restored', /run it again$/);
    restore();
    lockData(data).release();
  });

  test('older backups of the same regions go, all else stays', async () => {
    for (const [index, name] of ['a', 'b', 'c'].entries())
      makeBackup(config, { to: join(folder, name), clock: { now: () => clock.now() + index * 1_000 } });
    mkdirSync(join(folder, 'photos'));
    const newest = readManifest(join(folder, 'c'));
    const others = { ...newest, regions: newest.regions.map(region => ({ ...region, id: 'other' })) };
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other', 'backup.json'), JSON.stringify(others));
    assert.deepEqual(removeOldBackups(join(folder, 'c'), newest, 2), ['a']);
    assert.deepEqual(readdirSync(folder).sort(), ['b', 'c', 'data', 'other', 'photos']);
  });
});
