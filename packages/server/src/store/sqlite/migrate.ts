import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '@nara/hub/store';

/** A numbered file of SQL. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

/** Reads `0001-first.sql`, `0002-….sql`, … of a folder, in order. */
export function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder)
    .filter(name => /^\d{4}-.+\.sql$/.test(name))
    .sort();
  return names.map((name, index) => {
    const number = Number(name.slice(0, 4));
    if (number !== index + 1) throw new TypeError(`${name}: migrations are numbered from 0001 without a gap`);
    const sql = readFileSync(join(folder, name), 'utf8');
    return { number, name, sql, hash: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Brings a database to the newest migration, all or nothing. Throws a {@link StoreError} when the database has had migrations
 * that are not among these: it is newer than the code, or another one; and when it has not had all of them but none is `allowed`.
 */
export function migrate(
  database: DatabaseSync,
  migrations: readonly Migration[],
  now: number,
  allowed = true,
): void {
  // A migration may sort all that is stored: not in memory.
  database.exec('PRAGMA temp_store = FILE');
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(
      `CREATE TABLE IF NOT EXISTS migration (
        number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL
      ) STRICT`,
    );
    const applied = database.prepare('SELECT number, name, hash FROM migration ORDER BY number').all();
    for (const { number, name, hash } of applied) {
      const known = migrations[Number(number) - 1];
      if (known === undefined)
        throw new StoreError(`the database is newer than this version: it has had migration ${String(name)}`);
      if (known.hash !== hash)
        throw new StoreError(`migration ${String(name)} is not the one the database has had`);
    }
    const record = database.prepare(
      'INSERT INTO migration (number, name, hash, applied_at) VALUES (?, ?, ?, ?)',
    );
    const missing = migrations.slice(applied.length);
    if (!allowed && missing.length > 0)
      throw new StoreError('the database is older than this version: start the hub with it first');
    for (const { number, name, sql, hash } of missing) {
      database.exec(sql);
      record.run(number, name, hash, new Date(now).toISOString());
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  } finally {
    database.exec('PRAGMA temp_store = MEMORY');
  }
}
