import { type ErrorCode, errorCodes } from '@nara/contract';
import { NaraError, type NaraFailure } from './nara-error.ts';

/** A failure with the code's own `retryable`. */
export function failure(code: ErrorCode, details: { readonly path?: string } = {}): NaraFailure {
  return { code, retryable: errorCodes[code].retryable, ...details };
}

/** An error with the code's own `retryable`. */
export function naraError(
  code: ErrorCode,
  details: { readonly path?: string } = {},
  cause?: unknown,
): NaraError {
  return new NaraError(failure(code, details), cause === undefined ? undefined : { cause });
}

/** The plain form of an error, for snapshots and storage. */
export function failureOf(error: NaraError): NaraFailure {
  return {
    code: error.code,
    retryable: error.retryable,
    ...(error.path === undefined ? {} : { path: error.path }),
    ...(error.handler === undefined ? {} : { handler: error.handler }),
  };
}
