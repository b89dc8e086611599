import type { Audience } from '@nara/contract';
import { sql } from 'kysely';
import { type Param, prepare, type QueryBuilder } from './prepared-query.ts';
import type { CaseEventTable } from './schema.ts';

/** Which events of a case are wanted, by their numbers for an audience: the last `limit` of those above one and below another. */
export interface WantedEvents {
  readonly caseId: string;
  readonly above: number;
  readonly below: number;
  readonly limit: number;
}

/** One event in so many can be found by its number: see migration 0005. */
const indexed = 64;

/**
 * Events of a case, in order. Each names the one before it in its case, so they are followed back from the case's last, or from the next that
 * is indexed: at most 63 are passed on the way, and for residents the notes that they do not see.
 */
export function eventsOf(db: QueryBuilder, audience: Audience) {
  const number = sql.ref<number>(`${audience}_n`);
  const head = sql.ref<number>(`${audience}_head`);
  const query = prepare((p: Param<WantedEvents & { readonly from: number }>) => ({
    compile: () =>
      sql<CaseEventTable>`
        with recursive wanted as (
          select
            max(${p('above')}, min(${p('below')}, ${head} + 1) - ${p('limit')} - 1) as above,
            coalesce(
              (select id from case_event
                where case_id = ${p('caseId')} and ${number} = ${p('from')} and ${number} % ${sql.lit(indexed)} = 0),
              last_event
            ) as start
          from case_talk where case_id = ${p('caseId')}
        ), chain as (
          select case_event.*, above from wanted join case_event on case_event.id = start and case_id = ${p('caseId')}
          union all
          select case_event.*, above from chain join case_event
            on case_event.id = chain.previous and case_event.case_id = chain.case_id
            where coalesce(chain.${number}, chain.staff_n) > above + 1
        )
        select * from chain where ${number} > above and ${number} < ${p('below')} order by staff_n
      `.compile(db),
  }));
  return (wanted: WantedEvents) =>
    query({ ...wanted, from: Math.max(1, Math.ceil((wanted.below - 1) / indexed)) * indexed });
}
