import { createHmac } from 'node:crypto';

const form = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

/** The bytes of a secret as Standard Webhooks writes it: `whsec_` and 24 to 64 bytes in base64; undefined for anything else. */
export function webhookKey(secret: string): Buffer | undefined {
  const written = form.exec(secret)?.[1];
  if (written === undefined) return undefined;
  const key = Buffer.from(written, 'base64');
  return key.length >= 24 && key.length <= 64 && key.toString('base64') === written ? key : undefined;
}

/**
 * The headers that say who sends and when (Standard Webhooks 1.0): HMAC-SHA-256 over id, timestamp in seconds and body, with
 * points between. `Idempotency-Key` is the id again, for receivers that know that name.
 */
export function webhookHeaders(
  key: Buffer,
  id: string,
  now: number,
  body: string,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'user-agent': 'nara',
    'idempotency-key': id,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
