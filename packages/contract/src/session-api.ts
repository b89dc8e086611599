import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { locales } from './locales.ts';
import type { Instant } from './views.ts';

const base64url43 = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));

/**
 * `POST /r/{region}/login/handle`: a panel is about to send its person to log in. `challenge` is the S256 challenge of the
 * panel's verifier (RFC 7636, 4.2), `returnTo` the page to come back to (its origin must be one of the region's, or the
 * hub's own in page mode). Answered with a {@link LoginHandle}; the top window then goes to `/r/{region}/login?h={handle}`.
 */
export const loginHandleInput = z.object({
  challenge: base64url43,
  returnTo: z.url().check(z.maxLength(limits.url)),
  locale: z.enum(locales),
  method: z.string().check(z.maxLength(limits.id)),
  /** On a shared computer sessions are shorter. */
  shared: z.boolean(),
});
export type LoginHandleInput = z.infer<typeof loginHandleInput>;

/** Random, once, 10 minutes. */
export interface LoginHandle {
  readonly handle: string;
}

/** `POST /r/{region}/session`: the code from the fragment `#nara={code}` and the verifier it is bound to, traded for a session. */
export const sessionInput = z.object({ code: base64url43, verifier: base64url43 });
export type SessionInput = z.infer<typeof sessionInput>;

/**
 * `POST /r/{region}/session/token`: a JWT (RFC 7519) that says who the person is, of an issuer that the region trusts, traded for a session
 * from an origin that it lists for that issuer. A token works once.
 */
export const identityTokenInput = z.object({
  token: z
    .string()
    .check(z.maxLength(limits.identityToken), z.regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/)),
});
export type IdentityTokenInput = z.infer<typeof identityTokenInput>;

/** `POST /r/{region}/session/code` (with `Authorization`): a one-time code for another tab's challenge. */
export const siblingCodeInput = z.object({ challenge: base64url43 });
export type SiblingCodeInput = z.infer<typeof siblingCodeInput>;

/** Random, once, 60 seconds. */
export interface SiblingCode {
  readonly code: string;
}

/** A session without its secret: `GET /r/{region}/session` and `POST /r/{region}/session/extend`, both with `Authorization: Bearer`. */
export interface SessionView {
  readonly person: { readonly key: string; readonly name: string };
  readonly idleUntil: Instant;
  readonly absoluteUntil: Instant;
  /** How long before `idleUntil` the person is warned, in seconds. */
  readonly warnSeconds: number;
  readonly shared: boolean;
}

/** The answer to {@link sessionInput} and {@link identityTokenInput}: the only time the token is told. It travels in `Authorization` only. */
export interface NewSession extends SessionView {
  readonly token: string;
}

/** `DELETE /r/{region}/session`: logged out here; the top window may also log out at the provider, at this address. */
export interface LoggedOut {
  readonly providerLogout?: string;
}

/**
 * A staff session (cookie): `GET /r/{region}/staff/session`, `POST /r/{region}/staff/session/extend`. The cookie is the browser's, so a
 * page names its own session: `?session={id}` here, on `DELETE` and on negotiate is answered for that one or with `session_ended`.
 */
export interface StaffSessionView {
  /** Names the session; opens nothing. */
  readonly id: string;
  readonly staff: { readonly id: string; readonly name: string };
  readonly idleUntil: Instant;
  readonly absoluteUntil: Instant;
}

/** RFC 9457 problem details, `application/problem+json`; `code` is one of the contract's error codes. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly retryable: boolean;
  readonly path?: string;
}
