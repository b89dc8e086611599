import type { ConnectionIdentity } from '../application.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import type { Transport } from '../transport.ts';
import type { ConnectionStatus, ObservedConnection } from './observer.ts';

/** A connection as observers hear of it. */
export function observed(
  { connectionId, request }: Pick<ConnectionIdentity, 'connectionId' | 'request'>,
  { name }: Transport,
): ObservedConnection {
  return { connectionId, transport: name, path: request.path };
}

/** How a connection ended that `error` has ended; undefined: nothing went wrong. */
export function statusOf(error: Error | undefined): ConnectionStatus {
  if (error === undefined) return 'normal_closure';
  if (!(error instanceof SignalRError)) return 'error';
  if (error.code === 'canceled') return 'timeout';
  return error.code === 'too_slow' ? 'too_slow' : 'error';
}
