import type { Logins } from '@nara/hub/store';
import { slots } from './case-queries.ts';
import { type Param, prepare, type QueryBuilder, type QueryRunner } from './prepared-query.ts';
import type { LoginTable } from './schema.ts';

/** What logins leave between their steps. */
export function sqlLogins(db: QueryBuilder): (runner: QueryRunner) => Logins {
  const insert = prepare((p: Param<LoginTable>) =>
    db.insertInto('login').values(slots(p, ['kind', 'key_hash', 'data', 'expires_at'])),
  );
  const take = prepare((p: Param<{ kind: LoginTable['kind']; keyHash: string }>) =>
    db
      .deleteFrom('login')
      .where('kind', '=', p('kind'))
      .where('key_hash', '=', p('keyHash'))
      .returning(['data', 'expires_at']),
  );
  const sweep = prepare((p: Param<{ now: string }>) =>
    db.deleteFrom('login').where('expires_at', '<=', p('now')),
  );
  return runner => ({
    async put(kind, keyHash, data, expiresAt) {
      await runner.all(insert({ kind, key_hash: keyHash, data, expires_at: expiresAt }));
    },
    async take(kind, keyHash, now) {
      const [row] = await runner.all(take({ kind, keyHash }));
      await runner.all(sweep({ now }));
      return row !== undefined && row.expires_at > now ? row.data : undefined;
    },
    async removeExpired(now) {
      await runner.all(sweep({ now }));
    },
  });
}
