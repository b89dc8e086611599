import { type Connection, toStoreError } from './node-sqlite.ts';

/**
 * Runs reads one after another, each in a transaction of its own, so that a read sees one state and every write that had
 * settled when it was asked for.
 */
export function createReadQueue<Tx>(
  connection: Connection,
  openTx: (connection: Connection) => Tx,
): <T>(work: (tx: Tx) => Promise<T>) => Promise<T> {
  const tx = openTx(connection);
  let last: Promise<unknown> = Promise.resolve();

  async function read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      connection.exec('BEGIN');
      return await work(tx);
    } catch (error) {
      throw toStoreError(error);
    } finally {
      if (connection.database.isTransaction) connection.exec('COMMIT');
    }
  }

  return work => {
    const result = last.then(() => read(work));
    last = result.catch(() => undefined);
    return result;
  };
}
