import type { ClaimedWork, DueWorkReads, DueWorkWrites, WorkKind } from '@nara/hub/store';
import { slots } from './case-queries.ts';
import { type Param, prepare, type QueryBuilder, type QueryRunner } from './prepared-query.ts';
import type { DueWorkTable } from './schema.ts';

interface KindAndKey {
  readonly kind: WorkKind;
  readonly key: string;
}

interface Claim {
  readonly id: number;
  readonly attempts: number;
}

/** Work that is due, or will be. */
export function sqlDueWork(db: QueryBuilder): (runner: QueryRunner) => DueWorkReads & DueWorkWrites {
  const queries = dueWorkQueries(db);
  return runner => ({
    async has(kind, key) {
      return (await runner.all(queries.find({ kind, key }))).length > 0;
    },
    async nextAt(kind) {
      const [row] = await runner.all(queries.next({ kind }));
      return row?.due;
    },
    async setAsideCounts() {
      const rows = await runner.all(queries.setAside({}));
      return rows.map(({ kind, count }) => ({ kind, count: Number(count) }));
    },
    async put({ kind, key, line, due, body }) {
      await runner.all(queries.remove({ kind, key }));
      await runner.all(
        queries.insert({
          kind,
          key,
          line: line ?? null,
          due,
          body: JSON.stringify(body),
          attempts: 0,
          set_aside_at: null,
        }),
      );
    },
    async withdraw(kind, key) {
      await runner.all(queries.remove({ kind, key }));
    },
    async claim(kind, { now, leaseUntil, limit }) {
      const rows = await runner.all(queries.ready({ kind, now, limit }));
      const claimed: ClaimedWork[] = [];
      for (const row of rows) {
        const attempts = row.attempts + 1;
        await runner.all(queries.lease({ id: row.id, attempts, due: leaseUntil }));
        claimed.push(claimedOf({ ...row, attempts }));
      }
      return claimed;
    },
    async done(work) {
      return (await runner.all(queries.done(claimOf(work)))).length > 0;
    },
    async retry(work, due) {
      await runner.all(queries.retry({ ...claimOf(work), due }));
    },
    async setAside(work, at) {
      await runner.all(queries.putAside({ ...claimOf(work), at }));
    },
  });
}

function dueWorkQueries(db: QueryBuilder) {
  /** Work of a kind that nothing stands before in its line. */
  const heads = (p: Param<{ kind: WorkKind }>) =>
    db
      .selectFrom('due_work as work')
      .where('work.kind', '=', p('kind'))
      .where('work.set_aside_at', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('due_work as earlier')
              .select('earlier.id')
              .whereRef('earlier.kind', '=', 'work.kind')
              .whereRef('earlier.line', '=', 'work.line')
              .whereRef('earlier.id', '<', 'work.id')
              .where('earlier.set_aside_at', 'is', null),
          ),
        ),
      );
  return {
    find: prepare((p: Param<KindAndKey>) =>
      db.selectFrom('due_work').select('id').where('kind', '=', p('kind')).where('key', '=', p('key')),
    ),
    insert: prepare((p: Param<Omit<DueWorkTable, 'id'>>) =>
      db
        .insertInto('due_work')
        .values(slots(p, ['kind', 'key', 'line', 'due', 'body', 'attempts', 'set_aside_at'])),
    ),
    remove: prepare((p: Param<KindAndKey>) =>
      db.deleteFrom('due_work').where('kind', '=', p('kind')).where('key', '=', p('key')),
    ),
    ready: prepare((p: Param<{ kind: WorkKind; now: string; limit: number }>) =>
      heads(p)
        .selectAll('work')
        .where('work.due', '<=', p('now'))
        .orderBy('work.due')
        .orderBy('work.id')
        .limit(p('limit')),
    ),
    next: prepare((p: Param<{ kind: WorkKind }>) => heads(p).select('work.due').orderBy('work.due').limit(1)),
    lease: prepare((p: Param<Claim & { due: string }>) =>
      db
        .updateTable('due_work')
        .set({ attempts: p('attempts'), due: p('due') })
        .where('id', '=', p('id')),
    ),
    done: prepare((p: Param<Claim>) =>
      db
        .deleteFrom('due_work')
        .where('id', '=', p('id'))
        .where('attempts', '=', p('attempts'))
        .where('set_aside_at', 'is', null)
        .returning('id'),
    ),
    retry: prepare((p: Param<Claim & { due: string }>) =>
      db
        .updateTable('due_work')
        .set({ due: p('due') })
        .where('id', '=', p('id'))
        .where('attempts', '=', p('attempts')),
    ),
    putAside: prepare((p: Param<Claim & { at: string }>) =>
      db
        .updateTable('due_work')
        .set({ set_aside_at: p('at') })
        .where('id', '=', p('id'))
        .where('attempts', '=', p('attempts')),
    ),
    setAside: prepare((_: Param<Record<never, never>>) =>
      db
        .selectFrom('due_work')
        .select(({ fn }) => ['kind', fn.countAll<number>().as('count')])
        .where('set_aside_at', 'is not', null)
        .groupBy('kind')
        .orderBy('kind'),
    ),
  };
}

function claimOf({ id, attempts }: ClaimedWork): Claim {
  return { id, attempts };
}

function claimedOf({ id, kind, key, body, attempts }: DueWorkRow): ClaimedWork {
  return { id, kind, key, attempts, body: JSON.parse(body) as unknown };
}

type DueWorkRow = Omit<DueWorkTable, 'id'> & { readonly id: number };
