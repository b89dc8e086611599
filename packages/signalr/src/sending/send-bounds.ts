/** Bounds on what may wait for a client. */
export interface SendBounds {
  /** Bytes. */
  readonly maximumSendBuffer: number;
  /** Milliseconds. */
  readonly sendTimeout: number;
}

/** Bytes that may wait for a client before its streams do; ASP.NET Core's TransportMaxBufferSize. */
const streamBound = 65_536;

/** From how many waiting bytes on a stream waits too. */
export function streamBoundOf(bounds: SendBounds): number {
  return Math.min(streamBound, bounds.maximumSendBuffer / 2);
}
