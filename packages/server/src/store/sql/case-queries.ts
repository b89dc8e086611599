import type { Visibility } from '@nara/hub/store';
import { type CompiledQuery, sql } from 'kysely';
import type { CaseProgress, CaseRow } from './case-rows.ts';
import { eventsOf } from './event-queries.ts';
import { type Param, prepare, type QueryBuilder } from './prepared-query.ts';
import type { CaseEventTable, CaseTable, CaseTalkTable } from './schema.ts';

/** The queries of cases, compiled once for a database. Statuses are literals so that the partial indexes serve them. */
export function caseQueries(db: QueryBuilder) {
  return {
    byId: prepare((p: Param<{ id: string }>) => wholeCases(db).where('id', '=', p('id'))),
    insert: prepare((p: Param<CaseTable>) => db.insertInto('care_case').values(slots(p, caseColumns))),
    update: prepare((p: Param<CaseProgress & { id: string }>) =>
      db.updateTable('care_case').set(slots(p, progressColumns)).where('id', '=', p('id')),
    ),
    putTalk: prepare((p: Param<CaseTalkTable>) => db.replaceInto('case_talk').values(slots(p, talkColumns))),
    insertEvent: prepare((p: Param<CaseEventTable>) =>
      db.insertInto('case_event').values(slots(p, eventColumns)),
    ),
    events: { resident: eventsOf(db, 'resident'), staff: eventsOf(db, 'staff') },
    queue: prepare((p: Param<{ unitId: string }>) =>
      wholeCases(db)
        .where('unit_id', '=', p('unitId'))
        .where('status', '=', sql.lit('queued'))
        .orderBy('queued_at')
        .orderBy('id'),
    ),
    takes: prepare((p: Param<{ unitId: string; since: string }>) =>
      db
        .selectFrom('care_case')
        .select(['taken_at', 'handler_id'])
        .where('unit_id', '=', p('unitId'))
        .where('taken_at', '>=', p('since')),
    ),
    nextNumber: prepare((p: Param<{ month: string }>) =>
      db
        .insertInto('case_month')
        .values({ month: p('month'), last_number: 1 })
        .onConflict(conflict =>
          conflict.column('month').doUpdateSet({ last_number: sql`case_month.last_number + 1` }),
        )
        .returning('last_number'),
    ),
    open: (visibleTo: Visibility): CompiledQuery<CaseRow> =>
      visibleCases(db, visibleTo)
        .where('status', '<>', sql.lit('closed'))
        .orderBy('started_at', 'desc')
        .orderBy('id')
        .compile(),
    closed: (visibleTo: Visibility, limit: number): CompiledQuery<CaseRow> =>
      visibleCases(db, visibleTo)
        .where('status', '=', sql.lit('closed'))
        .orderBy('closed_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .compile(),
  };
}

/** Cases with what is said in them. */
function wholeCases(db: QueryBuilder) {
  return db.selectFrom('care_case').innerJoin('case_talk', 'case_talk.case_id', 'care_case.id').selectAll();
}

function visibleCases(db: QueryBuilder, visibleTo: Visibility) {
  const cases = wholeCases(db);
  if (visibleTo.side === 'system') return cases;
  return visibleTo.side === 'resident'
    ? cases.where('person_key', '=', visibleTo.personKey)
    : cases
        .where('unit_id', 'in', visibleTo.unitIds)
        .where('register', 'in', registersOf(visibleTo.registers));
}

function registersOf(registers: readonly string[]): readonly ('health' | 'social')[] {
  return registers.filter(register => register === 'health' || register === 'social');
}

const eventColumns = ['id', 'previous', 'case_id', 'staff_n', 'resident_n', 'body'] as const;

const talkColumns = [
  'case_id',
  'last_event',
  'last_at',
  'written',
  'resident_delivered',
  'resident_read',
  'staff_delivered',
  'staff_read',
  'resident_unread',
  'staff_unread',
  'resident_head',
  'staff_head',
] as const;

const progressColumns = [
  'status',
  'queued_at',
  'handler_id',
  'handler_name',
  'handler_role',
  'taken_at',
  'closed_at',
  'closed_by',
  'close_reason',
] as const;

const caseColumns = [
  'id',
  'reference',
  'person_key',
  'unit_id',
  'provider_id',
  'register',
  'service_id',
  'language',
  'started_at',
  ...progressColumns,
] as const;

/** A slot for each column, under the column's own name. */
export function slots<P, K extends keyof P & string>(
  param: Param<P>,
  columns: readonly K[],
): { [C in K]: P[C] } {
  return Object.fromEntries(columns.map(column => [column, param(column)])) as { [C in K]: P[C] };
}
