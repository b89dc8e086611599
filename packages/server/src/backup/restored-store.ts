import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** What a store is told of its restore. */
export interface Restore {
  readonly now: number;
  /** When the backup was made (ISO 8601). */
  readonly backupAt: string;
}

/** References that may have been given since the backup and noted by people: this many of the month are passed over. */
const passedOver = 1_000;

/**
 * Makes a store's copy fit to go on, all or nothing: another epoch, so that clients ahead of it know; no session and no login, since some
 * may have been revoked or used after the backup; a gap in the month's references, so that none is given to two cases; a row in the audit.
 */
export function markRestored(database: DatabaseSync, { now, backupAt }: Restore): void {
  const at = new Date(now).toISOString();
  const run = (sql: string, ...values: (string | number)[]): void => {
    database.prepare(sql).run(...values);
  };
  database.exec('BEGIN IMMEDIATE');
  try {
    run("UPDATE meta SET value = ? WHERE name = 'epoch'", randomBytes(12).toString('base64url'));
    run('DELETE FROM session');
    run('DELETE FROM login');
    run(
      `INSERT INTO case_month (month, last_number) VALUES (?, ?)
        ON CONFLICT DO UPDATE SET last_number = last_number + excluded.last_number`,
      `${at.slice(2, 4)}${at.slice(5, 7)}`,
      passedOver,
    );
    run(
      'INSERT INTO audit (at, actor_kind, actor, act, ground) VALUES (?, ?, ?, ?, ?)',
      at,
      'system',
      'nara restore',
      'restored',
      `backup of ${backupAt}`,
    );
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
