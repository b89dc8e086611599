/** What a {@link WorkFault} may say besides its code. */
export interface WorkFaultOptions {
  /** Trying again cannot help. */
  readonly hopeless?: boolean;
  /** Not before so many milliseconds have passed. */
  readonly after?: number;
  readonly cause?: unknown;
}

/** Due work that could not be done now, or not at all. `code` goes to the log. */
export class WorkFault extends Error {
  override readonly name = 'WorkFault';
  readonly code: string;
  readonly hopeless: boolean;
  readonly after: number;

  constructor(code: string, { hopeless = false, after = 0, cause }: WorkFaultOptions = {}) {
    super(code, { cause });
    this.code = code;
    this.hopeless = hopeless;
    this.after = after;
  }
}
