import type { ErrorCode } from '@nara/contract';

/** A request that is refused; `code` is the contract's and reaches the caller. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: ErrorCode;
  /** The faulty input, as in `invalid_input`. */
  readonly path: string | undefined;

  constructor(code: ErrorCode, options: { readonly path?: string; readonly cause?: unknown } = {}) {
    super(code, { cause: options.cause });
    this.code = code;
    this.path = options.path;
  }
}
