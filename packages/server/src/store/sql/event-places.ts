import { type Param, prepare, type QueryBuilder, type QueryRunner } from './prepared-query.ts';
import { Recent } from './recent.ts';

/** Where new events of a case lie: ids of rows. */
export interface EventPlaces {
  /** The case's last event until now; null for its first. */
  readonly last: number | null;
  /** The place of the first new one; the others follow. */
  readonly first: number;
}

/** Gives out the places of new events, in the order they come. There is one writer, who therefore knows them. */
export function eventPlaces(db: QueryBuilder) {
  const lastOfAll = db
    .selectFrom('case_event')
    .select(({ fn }) => fn.max('id').as('id'))
    .compile();
  const lastOfCase = prepare((p: Param<{ caseId: string }>) =>
    db.selectFrom('case_talk').select('last_event').where('case_id', '=', p('caseId')),
  );
  return (runner: QueryRunner) => {
    const lasts = new Recent<number>(runner);
    const last = async (caseId: string): Promise<number | null> => {
      const known = lasts.get(caseId);
      if (known !== undefined) return known;
      const [row] = await runner.all(lastOfCase({ caseId }));
      return row?.last_event ?? null;
    };
    let newest = 0;
    let undone = -1;
    return {
      /** Takes the places of `count` new events of a case; `isNew` when it has none. */
      async take(caseId: string, count: number, isNew: boolean): Promise<EventPlaces> {
        if (undone !== runner.undone) {
          const [row] = await runner.all(lastOfAll);
          newest = row?.id ?? 0;
          undone = runner.undone;
        }
        const places = { last: isNew ? null : await last(caseId), first: newest + 1 };
        newest += count;
        if (count > 0) lasts.set(caseId, newest);
        return places;
      },
    };
  };
}
