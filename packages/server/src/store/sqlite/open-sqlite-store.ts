import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Store } from '@nara/hub/store';
import { sqlTransactions } from '../sql/sql-transaction.ts';
import { createGroupCommit } from './group-commit.ts';
import { migrate, readMigrations } from './migrate.ts';
import { type Connection, connect, sqliteQueryBuilder } from './node-sqlite.ts';
import { createReadQueue } from './read-queue.ts';
import { rememberCases } from './remember-cases.ts';
import { rememberCommands } from './remember-commands.ts';

/** What a store in a file is opened with. */
export interface SqliteStoreOptions {
  /** The database file; made, with its folder, if missing. */
  readonly file: string;
  /** When migrations were applied is told by it. Default: the machine's. */
  readonly clock?: { now(): number };
  /** How long to wait for a lock that another process holds, in milliseconds. Default 5,000. */
  readonly lockTimeout?: number;
  /** Whether an older database is brought up to date. Default true; not where a hub of an older version may be running on it. */
  readonly mayMigrate?: boolean;
}

/** Where the migrations of this version lie. */
export const migrationsFolder = join(import.meta.dirname, '..', 'migrations');

/**
 * Opens one region's store in a SQLite file: write-ahead log, synchronous=FULL, one commit a turn of the event loop, reads on a
 * connection of their own. Rejects with a `StoreError` when the file is of a newer version, or of an older one that it may not change.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { file, clock = Date, lockTimeout = 5_000, mayMigrate = true } = options;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Made here, since SQLite would let others read it; the log beside it takes the file's mode.
  closeSync(openSync(file, 'a', 0o600));
  const writer = connect(file, { readOnly: false, lockTimeout });
  try {
    migrate(writer.database, readMigrations(migrationsFolder), clock.now(), mayMigrate);
  } catch (error) {
    writer.close();
    throw error;
  }
  const epoch = readEpoch(writer.database);
  const reader = connect(file, { readOnly: true, lockTimeout });
  const openTx = sqlTransactions(sqliteQueryBuilder());
  const writes = createGroupCommit(writer, connection => {
    const tx = openTx(connection);
    return rememberCases({ ...tx, commands: rememberCommands(tx.commands) }, connection);
  });
  const read = createReadQueue(reader, openTx);
  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    await writes.close();
    await read(async () => undefined);
    reader.close();
    writer.close();
  }
  return {
    epoch,
    write: work => writes.write(work),
    read: work => read(work),
    check: () => writes.write(async () => checkRoom(writer)),
    close: () => (closing ??= close()),
  };
}

/**
 * Takes room for one command of the largest size and gives it back: a page that is there already can be written when the disk is full.
 * What is given back in the same transaction is not written.
 */
function checkRoom(writer: Connection): void {
  writer.exec("INSERT INTO meta (name, value) VALUES ('room', hex(zeroblob(16384)))");
  writer.exec("DELETE FROM meta WHERE name = 'room'");
}

/** Made at the store's creation; a restore makes another. */
function readEpoch(database: DatabaseSync): string {
  database
    .prepare("INSERT INTO meta (name, value) VALUES ('epoch', ?) ON CONFLICT DO NOTHING")
    .run(randomBytes(12).toString('base64url'));
  const row = database.prepare("SELECT value FROM meta WHERE name = 'epoch'").get();
  return String(row?.['value']);
}
