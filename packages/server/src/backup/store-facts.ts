import { DatabaseSync } from 'node:sqlite';
import { BackupError } from './backup-error.ts';

/** What a store says of itself. */
export interface StoreFacts {
  readonly epoch: string;
  /** The number of the last migration that it has had. */
  readonly migration: number;
}

/** Reads a store's facts once SQLite has found the whole file sound. Throws a {@link BackupError} `damaged` if it has not. */
export function readStoreFacts(file: string): StoreFacts {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const [verdict] = database.prepare('PRAGMA integrity_check(1)').all();
    if (verdict?.['integrity_check'] !== 'ok') throw new TypeError(String(verdict?.['integrity_check']));
    const epoch = database.prepare("SELECT value FROM meta WHERE name = 'epoch'").get();
    const migration = database.prepare('SELECT max(number) AS number FROM migration').get();
    return { epoch: String(epoch?.['value']), migration: Number(migration?.['number']) };
  } catch (cause) {
    throw new BackupError('damaged', `${file} is damaged: SQLite does not find it sound`, { cause });
  } finally {
    database.close();
  }
}
