import type { FeedbackInput } from '@nara/contract';
import type { Miss } from './feedback-state.ts';

/** How long the hub may take to answer, in milliseconds. */
const patience = 15_000;

/**
 * Sends an answer to the hub: without cookies, without the page's address in a header, and also when the reader leaves the page
 * meanwhile. Resolves with `arrived` or with why not.
 */
export async function postFeedback(address: string, input: FeedbackInput): Promise<'arrived' | Miss> {
  try {
    const { ok, status } = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      keepalive: true,
      signal: AbortSignal.timeout(patience),
    });
    if (ok) return 'arrived';
    if (status === 429) return 'tooMany';
    return status < 500 ? 'refused' : 'failed';
  } catch {
    return navigator.onLine ? 'failed' : 'offline';
  }
}
