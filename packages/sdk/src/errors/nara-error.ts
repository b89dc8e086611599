import type { ErrorCode, Refusal } from '@nara/contract';

/** A refusal as it stands in a snapshot: the wire's own form. */
export type NaraFailure = Refusal;

/**
 * What every call of the SDK rejects with. `code` is one of the contract's; `retryable` says whether the same call may
 * succeed later unchanged. The message is for logs, never for people.
 */
export class NaraError extends Error {
  override readonly name = 'NaraError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly path?: string;
  readonly handler?: string;

  constructor(failure: NaraFailure, options?: ErrorOptions) {
    super(failure.path === undefined ? failure.code : `${failure.code}: ${failure.path}`, options);
    this.code = failure.code;
    this.retryable = failure.retryable;
    if (failure.path !== undefined) this.path = failure.path;
    if (failure.handler !== undefined) this.handler = failure.handler;
  }
}
