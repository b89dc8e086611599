import type { ConnectionOwner } from '../limits/connection-limits.ts';
import type { Answer } from './answer.ts';
import { plain } from './answer.ts';
import type { Authentication } from './endpoint-options.ts';
import { asksToResume, negotiateBody, negotiateVersion, redirectBody } from './negotiate.ts';
import type { NegotiatedConnections } from './negotiated-connections.ts';
import type { ReadRequest } from './read-request.ts';
import type { ConnectionSettings } from './resolve-options.ts';

/** Answers a negotiate request: refuses its version, sends it elsewhere, or makes a connection. */
export async function answerNegotiate(
  read: ReadRequest,
  authentication: Authentication<unknown> | undefined,
  negotiated: NegotiatedConnections,
  settings: ConnectionSettings,
  monotonic: number,
): Promise<Answer> {
  const agreed = negotiateVersion(read.joinedValues('negotiateVersion'), settings.minimumProtocolVersion);
  if ('error' in agreed) return json(JSON.stringify(agreed));
  const redirect = await settings.redirect(read.info, authentication);
  if (redirect) return json(redirectBody(redirect, agreed.version));
  if (negotiated.waiting >= settings.maximumNegotiated) return plain(503);
  const owner = ownerOf(read, authentication, settings);
  const refusal = negotiated.refusal(owner, monotonic);
  if (refusal !== undefined) return refusal;
  const isResumable =
    settings.resumption !== undefined && asksToResume(read.joinedValues('useStatefulReconnect'));
  const who = { authentication, origin: read.origin, owner, isResumable };
  const entry = negotiated.make(who, monotonic, agreed.version > 0);
  return json(negotiateBody(entry, agreed.version, settings.transports));
}

/** Whose a connection is that a request begins, as far as limits care. */
export function ownerOf(
  read: ReadRequest,
  authentication: Authentication<unknown> | undefined,
  { addressOf }: ConnectionSettings,
): ConnectionOwner {
  return { address: addressOf(read.info), userIdentifier: authentication?.userIdentifier };
}

function json(body: string): Answer {
  return { status: 200, type: 'application/json', body };
}
