import type { ListingReads, ListingWrites } from '@nara/hub/store';
import { slots } from './case-queries.ts';
import { type Param, prepare, type QueryBuilder, type QueryRunner } from './prepared-query.ts';
import type { ListingTable, MetaTable } from './schema.ts';

/** The listing register, whole, in its latest version. */
export function sqlListing(db: QueryBuilder): (runner: QueryRunner) => ListingReads & ListingWrites {
  const unitOf = prepare((p: Param<{ personKey: string }>) =>
    db.selectFrom('listing').select('unit_id').where('person_key', '=', p('personKey')),
  );
  const version = db.selectFrom('meta').select('value').where('name', '=', 'listing_version').compile();
  const clear = db.deleteFrom('listing').compile();
  const insert = prepare((p: Param<ListingTable>) =>
    db
      .insertInto('listing')
      .values(slots(p, ['person_key', 'unit_id']))
      .onConflict(conflict => conflict.column('person_key').doUpdateSet(slots(p, ['unit_id']))),
  );
  const setVersion = prepare((p: Param<MetaTable>) =>
    db
      .insertInto('meta')
      .values(slots(p, ['name', 'value']))
      .onConflict(conflict => conflict.column('name').doUpdateSet(slots(p, ['value']))),
  );
  return runner => ({
    async unitOf(personKey) {
      return (await runner.all(unitOf({ personKey })))[0]?.unit_id;
    },
    async version() {
      return (await runner.all(version))[0]?.value;
    },
    async replace(next, rows, at) {
      await runner.all(clear);
      for (const { personKey, unitId } of rows)
        await runner.all(insert({ person_key: personKey, unit_id: unitId }));
      await runner.all(setVersion({ name: 'listing_version', value: next }));
      await runner.all(setVersion({ name: 'listing_at', value: at }));
    },
  });
}
