import { naraError } from '../errors/failures.ts';
import type { Ref } from '../ref/ref.ts';
import type { ConnectionState } from './connection-state.ts';

/**
 * Asks for the connection and resolves once it is there. Rejects with `unreachable` when it is `offline` or was closed, with
 * `session_ended` or `upgrade_needed` when it has ended, and with the signal's reason.
 */
export function whenOnline(
  connection: { readonly state: Ref<ConnectionState>; want(): void },
  signal: AbortSignal | undefined,
): Promise<void> {
  connection.want();
  return new Promise((resolve, reject) => {
    let end: (() => void) | undefined;
    const settled = ({ state, reason }: ConnectionState): boolean => {
      if (state === 'connecting' || state === 'reconnecting') return false;
      if (state === 'online') resolve();
      else if (state !== 'ended') reject(naraError('unreachable'));
      else reject(naraError(reason === 'upgrade_needed' ? 'upgrade_needed' : 'session_ended'));
      return true;
    };
    const abort = (): void => {
      end?.();
      reject(signal?.reason);
    };
    if (signal?.aborted === true) abort();
    else if (!settled(connection.state.get())) {
      signal?.addEventListener('abort', abort, { once: true });
      end = connection.state.subscribe(state => {
        if (!settled(state)) return;
        end?.();
        signal?.removeEventListener('abort', abort);
      });
    }
  });
}
