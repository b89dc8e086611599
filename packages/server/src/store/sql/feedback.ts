import type { FeedbackReads, FeedbackWrites } from '@nara/hub/store';
import { slots } from './case-queries.ts';
import { type Param, prepare, type QueryBuilder, type QueryRunner } from './prepared-query.ts';
import type { PageFeedbackTable } from './schema.ts';

/** What readers answer about pages. */
export function sqlFeedback(db: QueryBuilder): (runner: QueryRunner) => FeedbackReads & FeedbackWrites {
  const counts = prepare((p: Param<{ since: string }>) =>
    db
      .selectFrom('page_feedback')
      .select(['page', 'answer', db.fn.countAll().as('count')])
      .where('day', '>=', p('since'))
      .groupBy(['page', 'answer'])
      .orderBy('page'),
  );
  const comments = prepare((p: Param<{ since: string }>) =>
    db
      .selectFrom('page_feedback')
      .select(['day', 'page', 'answer', 'language', 'comment'])
      .where('day', '>=', p('since'))
      .where('comment', 'is not', null)
      .orderBy('day')
      .orderBy('id'),
  );
  // A retry may come after the comment that follows it: what is there stays.
  const upsert = prepare((p: Param<PageFeedbackTable>) =>
    db
      .insertInto('page_feedback')
      .values(slots(p, ['id', 'day', 'page', 'answer', 'language', 'comment']))
      .onConflict(conflict =>
        conflict.column('id').doUpdateSet(({ fn, ref }) => ({
          answer: ref('excluded.answer'),
          comment: fn.coalesce('excluded.comment', 'page_feedback.comment'),
        })),
      ),
  );
  const forget = prepare((p: Param<{ before: string }>) =>
    db
      .updateTable('page_feedback')
      .set({ comment: null })
      .where('day', '<', p('before'))
      .where('comment', 'is not', null),
  );
  return runner => ({
    async counts(since = '') {
      const rows = await runner.all(counts({ since }));
      return rows.map(({ page, answer, count }) => ({ page, answer, count: Number(count) }));
    },
    async comments(since = '') {
      const rows = await runner.all(comments({ since }));
      return rows.map(row => ({ ...row, comment: row.comment ?? '' }));
    },
    async put({ comment, ...row }) {
      await runner.all(upsert({ ...row, comment: comment ?? null }));
    },
    async removeComments(before) {
      await runner.all(forget({ before }));
    },
  });
}
