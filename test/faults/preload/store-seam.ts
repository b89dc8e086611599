import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { die, isDue } from './pass-point.ts';

const writers = new Set<DatabaseSync>();
/** Writers whose transaction holds a message. */
const holding = new WeakSet<DatabaseSync>();
const { exec, prepare, close } = DatabaseSync.prototype;

/** Stands between the hub and node:sqlite: knows the connections that write, and what their transactions hold. */
export function watchStores(unsynced: boolean): void {
  DatabaseSync.prototype.exec = function (text) {
    const asksForSync = text === 'PRAGMA synchronous = FULL';
    if (asksForSync) writers.add(this);
    exec.call(this, asksForSync && unsynced ? 'PRAGMA synchronous = OFF' : text);
  };
  DatabaseSync.prototype.prepare = function (text) {
    const statement = prepare.call(this, text);
    if (!writers.has(this)) return statement;
    if (text === 'COMMIT') watchCommit(this, statement);
    if (text.startsWith('insert into "case_event"')) noteMessages(this, statement);
    return statement;
  };
  DatabaseSync.prototype.close = function () {
    writers.delete(this);
    close.call(this);
  };
}

/** A file that is as large as it may be, or may grow again: what SQLite makes of a full disk. */
export function fillDisk(full: boolean): void {
  for (const database of writers) {
    // A limit below the present size is the present size.
    exec.call(database, `PRAGMA max_page_count = ${full ? 1 : 1_073_741_823}`);
  }
}

function noteMessages(database: DatabaseSync, statement: StatementSync): void {
  statement.run = new Proxy(statement.run, {
    apply(run, self, values) {
      if (values.some(isMessage)) holding.add(database);
      return Reflect.apply(run, self, values);
    },
  });
}

function watchCommit(database: DatabaseSync, statement: StatementSync): void {
  statement.run = new Proxy(statement.run, {
    apply(run, self, values) {
      const counts = holding.delete(database);
      if (counts && isDue('before-commit')) die();
      const result = Reflect.apply(run, self, values);
      if (counts && isDue('after-commit')) die();
      return result;
    },
  });
}

function isMessage(value: unknown): boolean {
  return typeof value === 'string' && value.includes('"kind":"message"');
}
