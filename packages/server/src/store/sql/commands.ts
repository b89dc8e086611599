import type { Answer } from '@nara/contract';
import type { Commands } from '@nara/hub/store';
import { sql } from 'kysely';
import { slots } from './case-queries.ts';
import { type Param, prepare, type QueryBuilder, type QueryRunner } from './prepared-query.ts';
import type { CommandTable } from './schema.ts';

/** Commands that were done. */
export function sqlCommands(db: QueryBuilder): (runner: QueryRunner) => Commands {
  const find = prepare((p: Param<{ author: string; commandId: string }>) =>
    db
      .selectFrom('command')
      .select(['input_hash', 'answer'])
      .where('author', '=', p('author'))
      .where('command_id', '=', p('commandId')),
  );
  const highestTimed = db
    .selectFrom('command')
    .select('command_id')
    .where(sql`substr(command_id, 15, 1)`, '=', sql.lit('7'))
    .orderBy('command_id', 'desc')
    .limit(1)
    .compile();
  const insert = prepare((p: Param<CommandTable>) =>
    db.insertInto('command').values(slots(p, ['author', 'command_id', 'input_hash', 'answer', 'at'])),
  );
  return runner => ({
    async find(author, commandId) {
      const [row] = await runner.all(find({ author, commandId }));
      if (row === undefined) return undefined;
      return { inputHash: row.input_hash, answer: JSON.parse(row.answer) as Answer<unknown> };
    },
    async highestTimedId() {
      const [row] = await runner.all(highestTimed);
      return row?.command_id;
    },
    async add(author, commandId, inputHash, answer, at) {
      runner.later(
        insert({
          author,
          command_id: commandId,
          input_hash: inputHash,
          answer: JSON.stringify(answer),
          at,
        }),
      );
    },
  });
}
