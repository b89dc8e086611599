import type { TransportName } from '../transport.ts';

/** A connection, as far as metrics care: nothing in it says whose it is. */
export interface ObservedConnection {
  readonly connectionId: string;
  readonly transport: TransportName;
  /** The address without the query, as the client wrote it. */
  readonly path: string;
}

/** How a connection ended; the first three as in ASP.NET Core's `signalr.connection.status`. `too_slow`: it left too much unread. */
export type ConnectionStatus = 'normal_closure' | 'timeout' | 'app_shutdown' | 'too_slow' | 'error';

/** The end of a connection. */
export interface ConnectionEnd {
  readonly status: ConnectionStatus;
  /** Milliseconds since it began. */
  readonly duration: number;
}

/** A call that is over. */
export interface ObservedCall {
  readonly connectionId: string;
  /** As the hub writes it; undefined for a method that is not there. */
  readonly method: string | undefined;
  /** Whether it was answered with an error. */
  readonly failed: boolean;
  /** Milliseconds, from its turn to its completion. */
  readonly duration: number;
}

/** Hears what happens, for metrics and traces. */
export interface SignalRObserver {
  connectionStarted?(connection: ObservedConnection): void;
  connectionEnded?(connection: ObservedConnection, end: ConnectionEnd): void;
  /** Calls are timed only while somebody has this. */
  readonly callEnded?: ((call: ObservedCall) => void) | undefined;
}
