/**
 * Every refusal that crosses the wire, with whether the same command may succeed later unchanged. Texts for people live in
 * the locales under `error.<code>`.
 */
export const errorCodes = {
  /** The input breaks its schema; `path` names the fault. */
  invalid_input: { retryable: false },
  /** There is no such thing, or the caller may not see it: the two look alike. */
  not_found: { retryable: false },
  /** The `commandId` was used before with other input. */
  command_reused: { retryable: false },
  /** Another member of staff has taken the case; `handler` says who. */
  already_taken: { retryable: false },
  /** The case has not been taken by the caller, so the caller may not write in it. */
  not_handler: { retryable: false },
  /** The case is closed. */
  case_closed: { retryable: false },
  /** The case is no longer in the queue. */
  not_queued: { retryable: false },
  /** The person is listed nowhere: a clinic must be chosen. */
  unit_needed: { retryable: false },
  /** The region wants its text agreed to before the first message, or has a newer one: fetch the region, show the text, send its `version`. */
  consent_needed: { retryable: false },
  /** The person has as many open cases as `limits.openCases` allows: one must close first. */
  too_many_cases: { retryable: false },
  /** More commands than the limit allows; try again later. */
  too_many: { retryable: true },
  /** The command is larger than a hub message may be. */
  too_large: { retryable: false },
  /** The store could not commit; nothing has happened. */
  store_unavailable: { retryable: true },
  /** The session has ended: log in again. Nothing is lost. */
  session_ended: { retryable: false },
  /** The hub does not know this command: the page must be loaded anew. */
  upgrade_needed: { retryable: false },
  /** The hub could not be reached, or the connection was lost before the answer. */
  unreachable: { retryable: true },
  /** The connection was lost twice while this command was on its way: it may be what breaks it. The client has set it aside; the hub may have done it. */
  lost_twice: { retryable: false },
  /** A login handle, code or state that is unknown, used, expired or bound to something else. */
  login_failed: { retryable: false },
  /**
   * An identity token that proves nobody. Without a `path`: it is not of an issuer that the region trusts for this origin, or not signed as
   * that issuer signs. With one, the claim that is at fault: `aud`, `iat`, `nbf`, `jti` (used before), `acr`, or one about the person.
   */
  token_refused: { retryable: false },
  /** An identity token of a trusted issuer whose time is over (`exp`), or that is older than the region allows (`iat`): a fresh one is needed. */
  token_expired: { retryable: false },
  /** The origin is not one of the region's. */
  origin_refused: { retryable: false },
  /** A fault of ours; details are in the hub's log. */
  internal: { retryable: true },
} as const satisfies Record<string, { retryable: boolean }>;

/** A code of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;

/** A refusal as it crosses the wire. `path` names the faulty input (`text`, `cases/0/id`), `handler` who has the case. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly path?: string;
  readonly handler?: string;
}

/** What a hub method's completion carries: a refusal is an answer, not an exception. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Refusal };

/** An accepted answer. */
export function accept<T>(value: T): Answer<T> {
  return { ok: true, value };
}

/** A refusal with the code's own `retryable`. */
export function refuse(code: ErrorCode, details: { path?: string; handler?: string } = {}): Answer<never> {
  return { ok: false, error: { code, retryable: errorCodes[code].retryable, ...details } };
}
