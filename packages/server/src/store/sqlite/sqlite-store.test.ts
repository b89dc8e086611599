import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { accept } from '@nara/contract';
import { numberEvents, StoreError } from '@nara/hub/store';
import { at, begun, owner, type StoreUnderTest, startOf, testStore } from '@nara/hub/testing';
import { rowOf, talkOf } from '../sql/case-rows.ts';
import { migrate, readMigrations } from './migrate.ts';
import { connect } from './node-sqlite.ts';
import { migrationsFolder, openSqliteStore } from './open-sqlite-store.ts';

testStore('the SQLite store', openInTemporaryFolder);

test('a database that a newer version has changed is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nara-store-'));
  const file = join(folder, 'region.db');
  await (await openSqliteStore({ file })).close();
  const database = new DatabaseSync(file);
  database.exec("INSERT INTO migration VALUES (9999, '9999-later.sql', 'hash', '2027-01-01T00:00:00.000Z')");
  database.close();
  await assert.rejects(openSqliteStore({ file }), error => {
    assert.ok(error instanceof StoreError);
    assert.match(error.message, /newer/);
    return true;
  });
  await rm(folder, { recursive: true });
});

test('a database whose migration was changed afterwards is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nara-store-'));
  const file = join(folder, 'region.db');
  await (await openSqliteStore({ file })).close();
  const database = new DatabaseSync(file);
  database.exec("UPDATE migration SET hash = 'another'");
  database.close();
  await assert.rejects(openSqliteStore({ file }), StoreError);
  await rm(folder, { recursive: true });
});

test('a database of an older version is left alone where it may not be changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nara-store-'));
  const file = join(folder, 'region.db');
  const old = connect(file, { readOnly: false, lockTimeout: 0 });
  migrate(old.database, readMigrations(migrationsFolder).slice(0, -1), 0);
  await assert.rejects(openSqliteStore({ file, mayMigrate: false }), /older/);
  const [{ count } = {}] = old.database.prepare('SELECT count(*) AS count FROM migration').all();
  assert.equal(count, readMigrations(migrationsFolder).length - 1);
  old.close();
  await (await openSqliteStore({ file })).close();
  await (await openSqliteStore({ file, mayMigrate: false })).close();
  await rm(folder, { recursive: true });
});

test('what was stored before the newest migrations is there after them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nara-store-'));
  const file = join(folder, 'region.db');
  const old = connect(file, { readOnly: false, lockTimeout: 0 });
  migrate(old.database, readMigrations(migrationsFolder).slice(0, 2), 0);
  const row = {
    at,
    actorKind: 'resident',
    actor: 'p1',
    act: 'startCase',
    caseId: 'c1',
    personKey: 'p1',
  } as const;
  const state = begun('c1');
  const events = numberEvents(state, startOf('c1'));
  const { case_id: id, last_event: _, ...talk } = talkOf(state, null);
  insertInto(old.database, 'care_case', { ...rowOf(state), id, ...talk });
  for (const { event, n } of events)
    insertInto(old.database, 'case_event', {
      case_id: id,
      staff_n: n.staff,
      resident_n: n.resident,
      body: JSON.stringify(event),
    });
  const audit = { at, actor_kind: 'resident', actor: 'p1', act: 'startCase', case_id: id, person_key: 'p1' };
  insertInto(old.database, 'audit', { ...audit, ground: 'own' });
  const receipt = accept({ n: 3 });
  const command = { author: 'p1', command_id: 'k1', input_hash: 'hash', answer: JSON.stringify(receipt), at };
  insertInto(old.database, 'command', command);
  old.close();
  const store = await openSqliteStore({ file });
  await store.write(async tx => {
    assert.deepEqual(await tx.cases.get('c1', owner), state);
    assert.equal(events.length, 3);
    assert.deepEqual(await tx.cases.eventsSince('c1', 'staff', 0, 10), events);
    assert.deepEqual(await tx.audit.list({ caseId: 'c1' }, 10), [{ ...row, ground: 'own' }]);
    assert.deepEqual(await tx.commands.find('p1', 'k1'), { inputHash: 'hash', answer: receipt });
  });
  await store.close();
  await rm(folder, { recursive: true });
});

test('what is stored can be read by nobody else on the machine', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nara-store-'));
  await chmod(folder, 0o755);
  const store = await openSqliteStore({ file: join(folder, 'region.db') });
  const names = await readdir(folder);
  assert.deepEqual(names.toSorted(), ['region.db', 'region.db-shm', 'region.db-wal']);
  for (const name of names) assert.equal((await stat(join(folder, name))).mode & 0o077, 0, name);
  await store.close();
  await rm(folder, { recursive: true });
});

test('the file keeps a write-ahead log', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nara-store-'));
  const file = join(folder, 'region.db');
  const store = await openSqliteStore({ file });
  const database = new DatabaseSync(file, { readOnly: true });
  assert.equal(database.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'wal');
  database.close();
  await store.close();
  await rm(folder, { recursive: true });
});

test('a store that may not grow says so when it is checked, and is well again when it may', async context => {
  const opened: DatabaseSync[] = [];
  const { exec } = DatabaseSync.prototype;
  context.mock.method(DatabaseSync.prototype, 'exec', function (this: DatabaseSync, text: string) {
    if (text.includes('synchronous')) opened.push(this);
    exec.call(this, text);
  });
  const folder = await mkdtemp(join(tmpdir(), 'nara-store-'));
  const store = await openSqliteStore({ file: join(folder, 'region.db') });
  await store.check();
  // What the check has given back would be taken first.
  opened[0]?.exec('VACUUM');
  opened[0]?.exec('PRAGMA max_page_count = 1');
  await assert.rejects(store.check(), StoreError);
  opened[0]?.exec('PRAGMA max_page_count = 1000000');
  await store.check();
  await store.close();
  await rm(folder, { recursive: true });
});

function insertInto(database: DatabaseSync, table: string, row: Readonly<Record<string, unknown>>): void {
  const columns = Object.keys(row);
  database
    .prepare(`INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`)
    .run(...(Object.values(row) as (string | number | null)[]));
}

async function openInTemporaryFolder(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'nara-store-'));
  const file = join(folder, 'region.db');
  let store = await openSqliteStore({ file, lockTimeout: 0 });
  return {
    get store() {
      return store;
    },
    async reopen() {
      store = await openSqliteStore({ file, lockTimeout: 0 });
    },
    breakCommits() {
      // Another connection that holds the only write lock: BEGIN IMMEDIATE finds the database busy.
      const other = new DatabaseSync(file);
      other.exec('BEGIN IMMEDIATE');
      return () => other.close();
    },
    async remove() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
