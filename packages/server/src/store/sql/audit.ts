import type { AuditReads, AuditRow, AuditWrites } from '@nara/hub/store';
import { slots } from './case-queries.ts';
import { type Param, prepare, type QueryBuilder, type QueryRunner } from './prepared-query.ts';
import type { AuditTable } from './schema.ts';

/** The audit: rows are added and read, never changed. */
export function sqlAudit(db: QueryBuilder): (runner: QueryRunner) => AuditReads & AuditWrites {
  const insert = prepare((p: Param<Omit<AuditTable, 'id'>>) =>
    db
      .insertInto('audit')
      .values(slots(p, ['at', 'actor_kind', 'actor', 'act', 'case_id', 'person_key', 'unit_id', 'ground'])),
  );
  return runner => ({
    async list({ caseId, personKey }, limit) {
      let query = db.selectFrom('audit').selectAll();
      if (caseId !== undefined)
        query = query
          .where('case_id', '=', caseId)
          .where('person_key', '=', db.selectFrom('care_case').select('person_key').where('id', '=', caseId));
      if (personKey !== undefined) query = query.where('person_key', '=', personKey);
      return (await runner.all(query.orderBy('id', 'desc').limit(limit).compile())).map(auditRowOf);
    },
    async add(row) {
      runner.later(
        insert({
          at: row.at,
          actor_kind: row.actorKind,
          actor: row.actor,
          act: row.act,
          case_id: row.caseId ?? null,
          person_key: row.personKey ?? null,
          unit_id: row.unitId ?? null,
          ground: row.ground,
        }),
      );
    },
  });
}

function auditRowOf(row: Omit<AuditTable, 'id'>): AuditRow {
  return {
    at: row.at,
    actorKind: row.actor_kind,
    actor: row.actor,
    act: row.act,
    ...(row.case_id === null ? {} : { caseId: row.case_id }),
    ...(row.person_key === null ? {} : { personKey: row.person_key }),
    ...(row.unit_id === null ? {} : { unitId: row.unit_id }),
    ground: row.ground,
  };
}
