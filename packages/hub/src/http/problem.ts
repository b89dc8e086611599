import { type ErrorCode, errorCodes, type Problem } from '@nara/contract';
import { Refused } from '../refused.ts';
import { StoreError } from '../store/port.ts';

/** The HTTP status of each of the contract's codes. */
const statuses: Readonly<Record<ErrorCode, keyof typeof titles>> = {
  invalid_input: 400,
  not_found: 404,
  command_reused: 409,
  already_taken: 409,
  not_handler: 409,
  case_closed: 409,
  not_queued: 409,
  unit_needed: 409,
  consent_needed: 409,
  too_many_cases: 409,
  too_many: 429,
  too_large: 413,
  store_unavailable: 503,
  session_ended: 401,
  upgrade_needed: 426,
  unreachable: 502,
  lost_twice: 502,
  login_failed: 400,
  token_refused: 400,
  token_expired: 400,
  origin_refused: 403,
  internal: 500,
};

/** The names of those statuses (RFC 9110, section 15, and RFC 6585). */
const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Payload Too Large',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
} as const;

/** What a request was refused with. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly path?: string | undefined;
}

/** The problem details (RFC 9457) of a refusal. */
export function problemOf({ code, path }: Refusal): Problem {
  const status = statuses[code];
  return {
    type: 'about:blank',
    title: titles[status],
    status,
    code,
    retryable: errorCodes[code].retryable,
    ...(path !== undefined && { path }),
  };
}

/** What an error that was thrown on purpose says to the caller; undefined for a fault. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refused) return { code: error.code, path: error.path };
  return error instanceof StoreError ? { code: error.code } : undefined;
}
