import { limits } from '@nara/contract';
import { naraError } from '../errors/failures.ts';

/** What SignalR's JSON protocol puts around a call's method and arguments, with room for a long invocation id. */
const envelope = 80;

/** Throws `too_large` when the call would be larger than the hub's limit for a message, which would close the connection. */
export function checkCommandSize(method: string, input: readonly unknown[]): void {
  const bytes = new TextEncoder().encode(method + JSON.stringify(input)).length + envelope;
  if (bytes > limits.hubMessageBytes) throw naraError('too_large');
}
