import { locales } from '@nara/contract';
import * as z from 'zod/mini';
import type { Logins } from '../store/port.ts';
import { hashOf, type Secrets } from './secrets.ts';

const text = z.string();

/** What a panel's handle stands for, 10 minutes. */
export const handleRecord = z.object({
  challenge: text,
  returnTo: text,
  locale: z.enum(locales),
  method: text,
  shared: z.boolean(),
});
export type HandleRecord = z.infer<typeof handleRecord>;

/** What a code stands for, 60 seconds: whose session it opens, for whom. Codes of other tabs continue the session they came from. */
export const codeRecord = z.object({
  challenge: text,
  origin: text,
  personKey: text,
  acr: text,
  authTime: text,
  shared: z.boolean(),
  sibling: z.optional(z.object({ root: text, absoluteUntil: text })),
});
export type CodeRecord = z.infer<typeof codeRecord>;

const kinds = { handle: handleRecord, code: codeRecord };

/** Takes a handle or a code: it is gone after, whatever the caller then finds. Undefined when unknown, used or expired. */
export async function takeRecord<K extends keyof typeof kinds>(
  secrets: Secrets,
  logins: Logins,
  kind: K,
  secret: string,
  now: Date,
): Promise<z.infer<(typeof kinds)[K]> | undefined> {
  const data = await logins.take(kind, hashOf(secrets, secret), now.toISOString());
  return data === undefined ? undefined : (kinds[kind].parse(JSON.parse(data)) as z.infer<(typeof kinds)[K]>);
}

/** How long handles and states, and codes, can be used, in milliseconds. */
export const handleLifetime = 600_000;
export const codeLifetime = 60_000;
