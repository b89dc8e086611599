import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { locales } from './locales.ts';
import { normaliseText } from './message-text.ts';

/** What a reader can answer to whether a page was useful. */
export const feedbackAnswers = ['yes', 'no'] as const;

/** One of {@link feedbackAnswers}. */
export type FeedbackAnswer = (typeof feedbackAnswers)[number];

/**
 * `POST /r/{region}/feedback`, from a page on one of the region's origins: whether the page was useful, and a comment. Answered with 204.
 * `page` is the page's address on the origin that the request comes from; query and fragment are not kept. `id` is made by the page for
 * this one answer: what comes again under it replaces what was there, so that a retry counts once and a comment joins its answer.
 */
export const feedbackInput = z.object({
  id: z.uuid(),
  page: z.url({ protocol: /^https?$/ }).check(z.maxLength(limits.url)),
  answer: z.enum(feedbackAnswers),
  comment: z.optional(
    z.pipe(
      z.string().check(z.maxLength(limits.hubMessageBytes)),
      z.pipe(z.transform(normaliseText), z.string().check(z.maxLength(limits.feedbackComment))),
    ),
  ),
  /** The language that the question was asked in. */
  language: z.enum(locales),
});
export type FeedbackInput = z.infer<typeof feedbackInput>;
