import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A data folder that this process alone uses. */
export interface DataLock {
  /** Says that files are about to be exchanged, until `exchanged`: a hub does not start in between. */
  exchanging(): void;
  exchanged(): void;
  release(): void;
}

/** The data folder cannot be used; the message is one line for the operator. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  readonly code: 'in_use' | 'half_restored';

  constructor(code: DataFolderError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Takes a data folder, made if missing, for this process alone. The lock is the kernel's, on a file that SQLite holds exclusively: it goes
 * with the process however that ends, and a pid that was given anew cannot be taken for it. Throws a {@link DataFolderError}: `in_use`, or
 * `half_restored` after a restore that was interrupted, unless `restoring`.
 */
export function lockData(folder: string, options: { readonly restoring?: boolean } = {}): DataLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'hub.lock');
  makePrivate(file);
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new DataFolderError('in_use', `${folder} is used by a hub that runs, or a restore`, { cause });
  }
  const mark = join(folder, 'restore-unfinished');
  if (options.restoring !== true && existsSync(mark)) {
    database.close();
    throw new DataFolderError('half_restored', `a restore into ${folder} was interrupted: run it again`);
  }
  return {
    exchanging: () => writeFileSync(mark, '', { mode: 0o600, flush: true }),
    exchanged: () => rmSync(mark, { force: true }),
    release: () => database.close(),
  };
}

/** Never opens a file that is there: closing it would let go of a lock that this process may have on it (POSIX). */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
}
