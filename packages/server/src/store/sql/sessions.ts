import type { Session, SessionReads, SessionWrites } from '@nara/hub/store';
import { slots } from './case-queries.ts';
import { type Param, prepare, type QueryBuilder, type QueryRunner } from './prepared-query.ts';
import type { SessionTable } from './schema.ts';

const columns = [
  'hash',
  'kind',
  'who',
  'origin',
  'acr',
  'shared',
  'auth_time',
  'idle_until',
  'absolute_until',
  'revoked_at',
  'details',
] as const;

/** Sessions of residents and staff. */
export function sqlSessions(db: QueryBuilder): (runner: QueryRunner) => SessionReads & SessionWrites {
  const byHash = prepare((p: Param<{ hash: string }>) =>
    db.selectFrom('session').selectAll().where('hash', '=', p('hash')),
  );
  const insert = prepare((p: Param<SessionTable>) => db.insertInto('session').values(slots(p, columns)));
  const slide = prepare((p: Param<{ hash: string; idleUntil: string }>) =>
    db
      .updateTable('session')
      .set({ idle_until: p('idleUntil') })
      .where('hash', '=', p('hash')),
  );
  // The first end stays: a second one changes nothing.
  const revoke = prepare((p: Param<{ hash: string; at: string }>) =>
    db
      .updateTable('session')
      .set({ revoked_at: p('at') })
      .where('hash', '=', p('hash'))
      .where('revoked_at', 'is', null),
  );
  const removeEnded = prepare((p: Param<{ now: string }>) =>
    db.deleteFrom('session').where('absolute_until', '<=', p('now')),
  );
  return runner => ({
    async get(hash) {
      const [row] = await runner.all(byHash({ hash }));
      return row === undefined ? undefined : sessionOf(row);
    },
    async add(session) {
      await runner.all(insert(rowOf(session)));
    },
    async slide(hash, idleUntil) {
      await runner.all(slide({ hash, idleUntil }));
    },
    async revoke(hash, at) {
      await runner.all(revoke({ hash, at }));
    },
    async removeEnded(now) {
      await runner.all(removeEnded({ now }));
    },
  });
}

function sessionOf(row: SessionTable): Session {
  return {
    hash: row.hash,
    kind: row.kind,
    who: row.who,
    origin: row.origin,
    acr: row.acr,
    shared: row.shared === 1,
    authTime: row.auth_time,
    idleUntil: row.idle_until,
    absoluteUntil: row.absolute_until,
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at }),
    details: row.details,
  };
}

function rowOf(session: Session): SessionTable {
  return {
    hash: session.hash,
    kind: session.kind,
    who: session.who,
    origin: session.origin,
    acr: session.acr,
    shared: session.shared ? 1 : 0,
    auth_time: session.authTime,
    idle_until: session.idleUntil,
    absolute_until: session.absoluteUntil,
    revoked_at: session.revokedAt ?? null,
    details: session.details,
  };
}
