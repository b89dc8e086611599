import type { ConnectionIdentity } from '../application.ts';
import type { ErrorPlace } from '../hub/hub-runtime.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import type { Authentication } from './endpoint-options.ts';
import type { NegotiatedEntry } from './negotiated-connections.ts';
import type { ReadRequest } from './read-request.ts';

/** An identity whose credentials a later request may renew. */
export interface RenewableIdentity extends ConnectionIdentity {
  expiresAt: number | undefined;
}

/** Who and what a connection is, by the request that begins its transport. */
export function connectionIdentity(
  { connectionId }: NegotiatedEntry,
  request: ReadRequest,
  authentication: Authentication<unknown> | undefined,
): RenewableIdentity {
  return {
    connectionId,
    user: authentication?.user,
    userIdentifier: authentication?.userIdentifier,
    expiresAt: authentication?.expiresAt,
    request,
  };
}

/**
 * Takes the credentials that a later request of the connection brings: a poll, or another socket. Another user is told of, and changes
 * nothing else (as in ASP.NET Core).
 */
export function renewIdentity(
  identity: RenewableIdentity,
  authentication: Authentication<unknown> | undefined,
  report: (error: unknown, place: ErrorPlace) => void,
): void {
  identity.expiresAt = authentication?.expiresAt;
  if (authentication?.userIdentifier === identity.userIdentifier) return;
  const { connectionId } = identity;
  const text = 'A request came from another user than its connection.';
  report(new SignalRError('invalid_operation', text), { during: 'authenticate', connectionId });
}
