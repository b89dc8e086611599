import type { TransportName } from '../transport.ts';
import type { Answer } from './answer.ts';
import { plain } from './answer.ts';

/** The answer to a request that names no connection, or one that is not there. */
export function noConnection(token: string): Answer {
  return token === '' ? plain(400, 'Connection ID required') : plain(404, 'No Connection with that ID');
}

/** Why a connection that `current` carries (undefined: nothing yet) may not be carried by `wanted`; undefined if it may. */
export function transportRefusal(
  wanted: TransportName,
  current: TransportName | undefined,
  offered: readonly TransportName[],
): Answer | undefined {
  if (!offered.includes(wanted))
    return plain(404, `${wanted} transport not supported by this end point type`);
  if (current === undefined) return undefined;
  if (current !== wanted) return plain(400, 'Cannot change transports mid-connection');
  return wanted === 'LongPolling' ? undefined : plain(409);
}
