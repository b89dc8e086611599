import { locales } from '@nara/contract';
import * as z from 'zod/mini';

const text = z.string();
const checks = { nonce: text, verifier: text, browser: text, locale: z.enum(locales) };

/** What a resident's `state` at the provider stands for, 10 minutes. `browser` is the hash of the login cookie. */
export const residentState = z.object({
  kind: z.literal('resident'),
  ...checks,
  challenge: text,
  returnTo: text,
  shared: z.boolean(),
});
export type ResidentState = z.infer<typeof residentState>;

/** What a staff member's `state` stands for. `replaces` is the hash of the session that the browser had. */
export const staffState = z.object({ kind: z.literal('staff'), ...checks, replaces: z.optional(text) });
export type StaffState = z.infer<typeof staffState>;
