import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { StoreError } from '@nara/hub/store';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { QueryBuilder, QueryRunner } from '../sql/prepared-query.ts';
import type { Schema } from '../sql/schema.ts';
import { GatheredRows } from './gathered-rows.ts';

/** A connection of node:sqlite with its statements prepared once each. */
export interface Connection extends QueryRunner {
  readonly database: DatabaseSync;
  /** Runs a statement without parameters or rows, prepared once. */
  exec(statement: string): void;
  /** Inserts the rows that wait. */
  flush(): void;
  /** Forgets the rows that wait, and what is remembered of others: they are about to be undone. */
  drop(): void;
  close(): void;
}

interface Prepared {
  readonly statement: StatementSync;
  /** None for a statement that answers no rows. */
  readonly columns: readonly string[];
}

/** Opens a file for writing (made if missing) or for reading only. */
export function connect(
  file: string,
  options: { readonly readOnly: boolean; readonly lockTimeout: number },
): Connection {
  const database = new DatabaseSync(file, {
    readOnly: options.readOnly,
    timeout: options.lockTimeout,
    enableForeignKeyConstraints: true,
  });
  database.exec('PRAGMA cache_size = -32768');
  if (!options.readOnly) {
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    // Savepoints keep what they may have to undo: in memory, else in a file of their own.
    database.exec('PRAGMA temp_store = MEMORY');
    // Pages that many commits change are copied into the file once in 16 MB of log, not once in 4.
    database.exec('PRAGMA wal_autocheckpoint = 4000');
  }
  const statements = new Map<string, Prepared>();
  const prepared = (text: string) => {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text);
    statement.setReturnArrays(true);
    const made = { statement, columns: statement.columns().map(({ name }) => name) };
    statements.set(text, made);
    return made;
  };
  const run = (text: string, values: readonly unknown[]) =>
    void prepared(text).statement.run(...(values as SQLInputValue[]));
  const gathered = new GatheredRows();
  const flush = () => gathered.flush(run);
  let undone = 0;
  return {
    database,
    get undone() {
      return undone;
    },
    flush,
    drop() {
      undone++;
      gathered.drop();
    },
    later: insert => gathered.add(insert.sql, insert.parameters),
    // Kysely builds and compiles; running here spares its executor, which costs as much again as a small query.
    async all<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]> {
      const { statement, columns } = prepared(query.sql);
      const values = query.parameters as SQLInputValue[];
      if (columns.length === 0) {
        statement.run(...values);
        return [];
      }
      flush();
      return (statement.all(...values) as unknown[] as unknown[][]).map(row => objectOf(columns, row) as Row);
    },
    exec: text => run(text, []),
    close: () => database.close(),
  };
}

/** A row as an object. Those that node:sqlite makes, without a prototype, cost a message's way through the store a tenth more. */
function objectOf(columns: readonly string[], row: readonly unknown[]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (let i = 0; i < columns.length; i++) made[columns[i] ?? ''] = row[i];
  return made;
}

/** Kysely with SQLite's words and without a connection: it builds and compiles. */
export function sqliteQueryBuilder(): QueryBuilder {
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: db => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

/** SQLite's primary result codes that say the disk or the file, not the statement, is at fault (sqlite.org/rescode.html). */
const storageFaults = new Set([5, 7, 8, 10, 11, 13, 14, 26]);

/** The error as the store's port promises it: a fault of the storage is a {@link StoreError}, others stay as they are. */
export function toStoreError(error: unknown): unknown {
  return isStorageFault(error) ? new StoreError('the store cannot commit', { cause: error }) : error;
}

function isStorageFault(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false;
  return storageFaults.has(error.errcode & 0xff);
}
