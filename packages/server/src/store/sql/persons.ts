import type { PersonReads, PersonWrites } from '@nara/hub/store';
import { slots } from './case-queries.ts';
import { type Param, prepare, type QueryBuilder, type QueryRunner } from './prepared-query.ts';
import type { PersonTable } from './schema.ts';

const known = ['name', 'birth_date', 'identity_sealed', 'seal_key_id', 'updated_at'] as const;

/** Persons who have logged in. */
export function sqlPersons(db: QueryBuilder): (runner: QueryRunner) => PersonReads & PersonWrites {
  const byKey = prepare((p: Param<{ key: string }>) =>
    db.selectFrom('person').selectAll().where('key', '=', p('key')),
  );
  const upsert = prepare((p: Param<PersonTable>) =>
    db
      .insertInto('person')
      .values(slots(p, ['key', ...known]))
      .onConflict(conflict => conflict.column('key').doUpdateSet(slots(p, known))),
  );
  return runner => ({
    async get(key) {
      const [row] = await runner.all(byKey({ key }));
      if (row === undefined) return undefined;
      return {
        key: row.key,
        name: row.name,
        birthDate: row.birth_date,
        identitySealed: row.identity_sealed,
        sealKeyId: row.seal_key_id,
      };
    },
    async put(person, at) {
      await runner.all(
        upsert({
          key: person.key,
          name: person.name,
          birth_date: person.birthDate,
          identity_sealed: person.identitySealed,
          seal_key_id: person.sealKeyId,
          updated_at: at,
        }),
      );
    },
  });
}
