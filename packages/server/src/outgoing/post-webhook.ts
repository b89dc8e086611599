import { type Clock, WorkFault } from '@nara/hub';
import { webhookHeaders } from './sign-webhook.ts';

/** Where notices go and what they are signed with. */
export interface WebhookTarget {
  readonly url: string;
  readonly key: Buffer;
}

/** How long an answer may take, in milliseconds. */
export const webhookTimeout = 10_000;
/** The longest that a receiver may have us wait with `Retry-After`, in milliseconds. */
const longestRetryAfter = 3_600_000;
/** Statuses besides 5xx that say that the same may be received later. */
const passing = new Set([408, 425, 429]);

/**
 * Posts a body under its id and resolves when it was received (2xx). Rejects with a `WorkFault`: hopeless when the receiver will
 * not have it (3xx, which is not followed, and other 4xx), else to be tried again: no answer, 5xx, 408, 425, 429.
 */
export async function postWebhook(
  { url, key }: WebhookTarget,
  id: string,
  body: string,
  clock: Clock,
  stopping: AbortSignal,
): Promise<void> {
  const late = new AbortController();
  const cancel = clock.after(webhookTimeout, () => late.abort());
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: webhookHeaders(key, id, clock.now(), body),
      body,
      redirect: 'manual',
      signal: AbortSignal.any([late.signal, stopping]),
    });
    await response.body?.cancel();
    if (response.ok) return;
    throw faultOf(response, clock.now());
  } catch (cause) {
    if (cause instanceof WorkFault) throw cause;
    throw new WorkFault(late.signal.aborted ? 'timeout' : 'unreachable', { cause });
  } finally {
    cancel();
  }
}

function faultOf({ status, headers }: Response, now: number): WorkFault {
  const code = `status_${status}`;
  if (status < 500 && !passing.has(status)) return new WorkFault(code, { hopeless: true });
  return new WorkFault(code, { after: retryAfter(headers.get('retry-after'), now) });
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110, 10.2.3); 0 when there is none or it cannot be read. */
function retryAfter(written: string | null, now: number): number {
  if (written === null) return 0;
  const wait = /^\d+$/.test(written) ? Number(written) * 1_000 : Date.parse(written) - now;
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(wait, 0), longestRetryAfter);
}
