/** Why no results could be told. */
export type FeedbackFault =
  /** The configuration has no region of that id. */
  | 'no_region'
  /** The region has no store in the data folder yet. */
  | 'no_store'
  /** The store cannot be opened or written now. */
  | 'store_unavailable';

/** Results that could not be told; the message is one line for the operator. */
export class FeedbackError extends Error {
  override readonly name = 'FeedbackError';
  readonly code: FeedbackFault;

  constructor(code: FeedbackFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
