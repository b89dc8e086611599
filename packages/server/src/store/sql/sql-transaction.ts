import type { Tx } from '@nara/hub/store';
import { sqlAudit } from './audit.ts';
import { sqlCases } from './cases.ts';
import { sqlCommands } from './commands.ts';
import { sqlDueWork } from './due-work.ts';
import { sqlFeedback } from './feedback.ts';
import { sqlListing } from './listing.ts';
import { sqlLogins } from './logins.ts';
import { sqlPersons } from './persons.ts';
import type { QueryBuilder, QueryRunner } from './prepared-query.ts';
import { sqlSessions } from './sessions.ts';

/** Compiles every query of the store for one database; the answer gives a transaction's ports over what runs them. */
export function sqlTransactions(db: QueryBuilder): (runner: QueryRunner) => Tx {
  const ports = {
    cases: sqlCases(db),
    commands: sqlCommands(db),
    persons: sqlPersons(db),
    listing: sqlListing(db),
    sessions: sqlSessions(db),
    logins: sqlLogins(db),
    audit: sqlAudit(db),
    dueWork: sqlDueWork(db),
    feedback: sqlFeedback(db),
  };
  return runner => ({
    cases: ports.cases(runner),
    commands: ports.commands(runner),
    persons: ports.persons(runner),
    listing: ports.listing(runner),
    sessions: ports.sessions(runner),
    logins: ports.logins(runner),
    audit: ports.audit(runner),
    dueWork: ports.dueWork(runner),
    feedback: ports.feedback(runner),
  });
}
