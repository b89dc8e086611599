import { type Answer, refuse } from '@nara/contract';
import type { ArgumentFault } from '@nara/signalr/hub';
import { StoreError } from '../store/port.ts';
import type { HubLog } from './hubs-options.ts';

/**
 * Runs one verb for a hub method. The only place where faults become answers on this wire: a store that cannot commit is
 * `store_unavailable`, anything unknown is `internal` and goes to the log.
 */
export async function guardCall<T>(
  log: HubLog,
  place: string,
  run: () => Promise<Answer<T>> | Answer<T>,
): Promise<Answer<T>> {
  try {
    return await run();
  } catch (err) {
    log.error({ place, err }, 'a hub method failed');
    return refuse(err instanceof StoreError ? err.code : 'internal');
  }
}

/** An argument that breaks its schema as an answer with the path of the fault; undefined for a wrong number of arguments. */
export function refuseArgument({ index, cause }: ArgumentFault): Answer<never> | undefined {
  if (index === undefined) return undefined;
  const path = pathOf(cause);
  return refuse('invalid_input', path === '' ? {} : { path });
}

function pathOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('issues' in cause)) return '';
  const [issue] = Array.isArray(cause.issues) ? (cause.issues as { readonly path?: unknown }[]) : [];
  return Array.isArray(issue?.path) ? issue.path.map(String).join('/') : '';
}
