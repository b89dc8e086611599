import type { FeedbackInput } from '@nara/contract';
import { Refused } from '@nara/hub';
import type { Store } from '@nara/hub/store';
import { localDateOf, scrubIdentityNumbers } from '@nara/rules';
import type { RegionConfig } from '../config/hub-config.ts';

/** Where feedback comes to, from whom and when. */
export interface ReceiveFeedback {
  readonly config: Pick<RegionConfig, 'feedback' | 'origins' | 'timeZone'>;
  readonly store: Store;
  /** The page's origin as its browser told it. */
  readonly origin: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Stores what a reader answered about a page: the page's address without query and fragment, the answer, the comment without identity
 * numbers, and the day. Throws `not_found` where the region receives none, `origin_refused` when the page is not one of its own, and
 * `invalid_input` when the page named is on another origin.
 */
export async function receiveFeedback(
  input: FeedbackInput,
  { config, store, origin, now }: ReceiveFeedback,
): Promise<void> {
  if (config.feedback === undefined) throw new Refused('not_found');
  if (!config.origins.some(registered => registered.origin === origin)) throw new Refused('origin_refused');
  const page = new URL(input.page);
  if (page.origin !== origin) throw new Refused('invalid_input', { path: 'page' });
  const { id, answer, language, comment = '' } = input;
  const day = localDateOf(now, config.timeZone);
  await store.write(tx =>
    tx.feedback.put({
      id,
      day,
      page: scrubIdentityNumbers(page.origin + page.pathname),
      answer,
      language,
      ...(comment !== '' && { comment: scrubIdentityNumbers(comment) }),
    }),
  );
}
