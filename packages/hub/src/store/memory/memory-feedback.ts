import type { AnswerCount, FeedbackReads, FeedbackWrites, PageFeedback } from '../port.ts';
import type { Draft } from './tables.ts';

/** What readers answered about pages. */
export function memoryFeedback(draft: Draft): FeedbackReads & FeedbackWrites {
  const since = (day = ''): PageFeedback[] =>
    [...draft.tables.feedback.values()].filter(given => given.day >= day);
  return {
    async counts(day) {
      const counts = new Map<string, AnswerCount>();
      for (const { page, answer } of since(day)) {
        const key = `${page} ${answer}`;
        counts.set(key, { page, answer, count: (counts.get(key)?.count ?? 0) + 1 });
      }
      return [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, count]) => count);
    },
    async comments(day) {
      return since(day)
        .toSorted((one, other) => (`${one.day} ${one.id}` < `${other.day} ${other.id}` ? -1 : 1))
        .flatMap(({ id: _, comment, ...given }) => (comment === undefined ? [] : [{ ...given, comment }]));
    },
    async put(feedback) {
      const known = draft.tables.feedback.get(feedback.id);
      const { answer, comment = known?.comment } = feedback;
      const kept = { ...feedback, ...known, answer, ...(comment !== undefined && { comment }) };
      draft.write('feedback').set(feedback.id, kept);
    },
    async removeComments(before) {
      for (const { comment: _, ...given } of draft.tables.feedback.values())
        if (given.day < before) draft.write('feedback').set(given.id, given);
    },
  };
}
