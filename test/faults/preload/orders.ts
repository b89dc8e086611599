/** Where a hub can be made to die: each is passed by every message that is stored. */
export const killPoints = [
  /** The transaction is complete, and its COMMIT has not begun. */
  'before-commit',
  /** The COMMIT has returned; nobody has been told. */
  'after-commit',
  /** The completion has been written to its author's socket; nothing has been delivered to others. */
  'after-completion',
  /** Half of a frame with events has been written. */
  'in-delivery',
] as const;

/** One of {@link killPoints}. */
export type KillPoint = (typeof killPoints)[number];

/** SIGKILL to oneself when the point is passed for the `after`th time from now. */
export interface Kill {
  readonly point: KillPoint;
  readonly after: number;
}

/** What a hub is given at its start, as JSON in `NARA_FAULTS`. */
export interface StartFaults {
  readonly kill?: Kill;
  /** Commits are not synced, as with `PRAGMA synchronous = OFF`. */
  readonly unsynced?: boolean;
  /** Heads are told and dead connections found in seconds instead of minutes. */
  readonly quick?: boolean;
}

/** What a running hub is told over its IPC channel. */
export interface Orders {
  readonly kill?: Kill;
  /** The stores may grow no more, or may again. */
  readonly fullDisk?: boolean;
  /** How far the wall clock is ahead of the machine's, in milliseconds. */
  readonly clockAhead?: number;
  /** Nothing that is published on the bus arrives. */
  readonly dropBells?: boolean;
}

/** How a hub is doing: bytes, and what keeps its event loop. */
export interface Report {
  readonly rss: number;
  readonly heap: number;
  readonly handles: number;
  /** Those of them that are TCP connections. */
  readonly sockets: number;
}
