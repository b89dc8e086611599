import { StoreError } from '@nara/hub/store';
import { type Connection, toStoreError } from './node-sqlite.ts';

/** One queue of writes, committed together once a turn of the event loop. */
export interface GroupCommit<Tx> {
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Settles when what is queued has been committed; later writes reject. */
  close(): Promise<void>;
}

interface Job<Tx> {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  outcome: { readonly value: unknown } | { readonly error: unknown } | undefined;
}

/**
 * Takes what has gathered in a turn, runs the writes strictly one after another, and commits; only then do they settle, in
 * order. When one throws all are undone and run again, each in a savepoint of its own, so that it is undone alone: savepoints
 * copy every page that changes, and hardly a write throws. When the commit fails, all reject with a {@link StoreError}.
 */
export function createGroupCommit<Tx>(
  connection: Connection,
  openTx: (connection: Connection) => Tx,
): GroupCommit<Tx> {
  let queue: Job<Tx>[] = [];
  let running: Promise<void> | undefined;
  let closed = false;
  const tx = openTx(connection);

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      await new Promise(resolve => setImmediate(resolve));
      const batch = queue;
      queue = [];
      await commit(connection, tx, batch);
    }
    running = undefined;
  }

  return {
    write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
      if (closed) return Promise.reject(new StoreError('the store is closed'));
      const settled = new Promise<unknown>((resolve, reject) => {
        queue.push({ work, resolve, reject, outcome: undefined });
      });
      running ??= drain();
      return settled as Promise<T>;
    },
    async close() {
      closed = true;
      await running;
    },
  };
}

async function commit<Tx>(connection: Connection, tx: Tx, batch: readonly Job<Tx>[]): Promise<void> {
  try {
    connection.exec('BEGIN IMMEDIATE');
    if (!(await runTogether(connection, tx, batch))) {
      connection.drop();
      connection.exec('ROLLBACK');
      connection.exec('BEGIN IMMEDIATE');
      for (const job of batch) await runAlone(connection, tx, job);
    }
    connection.exec('COMMIT');
  } catch (error) {
    connection.drop();
    rollBack(connection);
    const fault = new StoreError('the store cannot commit', { cause: error });
    for (const job of batch) job.reject(fault);
    return;
  }
  for (const { outcome, resolve, reject } of batch) {
    if (outcome !== undefined && 'value' in outcome) resolve(outcome.value);
    else reject(outcome?.error);
  }
}

/** What cannot be rolled back either is told by the next BEGIN. */
function rollBack({ database }: Connection): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } catch {}
}

/**
 * False when a write threw, and what was done until then is not to be committed. Throws only when the whole transaction is
 * lost: SQLite rolls all of it back when the disk is full or fails.
 */
async function runTogether<Tx>(connection: Connection, tx: Tx, batch: readonly Job<Tx>[]): Promise<boolean> {
  try {
    for (const job of batch) job.outcome = { value: await job.work(tx) };
    connection.flush();
    return true;
  } catch (error) {
    if (!connection.database.isTransaction) throw error;
    return false;
  }
}

/** Throws only when the whole transaction is lost. */
async function runAlone<Tx>(connection: Connection, tx: Tx, job: Job<Tx>): Promise<void> {
  connection.exec('SAVEPOINT job');
  try {
    job.outcome = { value: await job.work(tx) };
    connection.flush();
  } catch (error) {
    if (!connection.database.isTransaction) throw error;
    connection.drop();
    connection.exec('ROLLBACK TO job');
    job.outcome = { error: toStoreError(error) };
  }
  connection.exec('RELEASE job');
}
