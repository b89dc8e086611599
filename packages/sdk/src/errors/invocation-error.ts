import { naraError } from './failures.ts';
import { NaraError } from './nara-error.ts';

const unknownMethod = /Method does not exist|Unknown hub method/;
const completion = /^(Failed to invoke|An unexpected error occurred invoking|The client attempted to invoke)/;

/**
 * What a rejected invocation means. SignalR tells only texts: a hub without the method is older or newer than this SDK; any
 * other completion error is a fault of the hub; everything else is a connection that was lost before the answer.
 */
export function invocationError(error: unknown): NaraError {
  if (error instanceof NaraError) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (unknownMethod.test(text)) return naraError('upgrade_needed', {}, error);
  if (completion.test(text)) return naraError('internal', {}, error);
  return naraError('unreachable', {}, error);
}

const neverLeft = /^Cannot send data|is not in the OPEN state/;

/** Whether a command was on its way when the connection was lost: the hub may have done it, or it may be what broke the connection. */
export function wasOnItsWay({ code, cause }: NaraError): boolean {
  return code === 'unreachable' && cause instanceof Error && !neverLeft.test(cause.message);
}
