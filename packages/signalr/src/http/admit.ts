import { toError } from '../hub/error-text.ts';
import type { Answer } from './answer.ts';
import { plain, unauthorized } from './answer.ts';
import type { Authentication, AuthenticationOutcome } from './endpoint-options.ts';
import type { NegotiatedEntry } from './negotiated-connections.ts';
import type { ReadRequest } from './read-request.ts';
import type { ConnectionSettings } from './resolve-options.ts';

/** Whose a request is, or the answer that refuses it. */
export type Admission =
  | { readonly authentication: Authentication<unknown> | undefined; readonly refusal?: undefined }
  | { readonly refusal: Answer };

/** What a request is for. */
export interface Errand {
  readonly purpose: 'negotiate' | 'connect';
  readonly opensSocket: boolean;
  readonly method: string;
}

/** Finds out whose a request is, and whether it may go on. `entry` is the connection that it names. Never rejects. */
export async function admit(
  read: ReadRequest,
  errand: Errand,
  entry: NegotiatedEntry | undefined,
  settings: ConnectionSettings,
): Promise<Admission> {
  const queryToken = read.queryValue('access_token');
  if (queryToken !== undefined && !settings.acceptQueryToken) {
    return { refusal: plain(400, 'A token in the address is not accepted') };
  }
  let outcome: AuthenticationOutcome<unknown>;
  try {
    outcome = await settings.authenticate({
      ...read.info,
      ...errand,
      bearer: read.bearer ?? queryToken,
      negotiated: entry && {
        connectionId: entry.connectionId,
        authentication: entry.authentication,
        origin: entry.origin,
      },
    });
  } catch (error) {
    settings.report(toError(error), { during: 'authenticate' });
    return { refusal: { status: 500 } };
  }
  if (outcome === null || outcome === undefined) {
    return settings.requireUser ? { refusal: unauthorized } : { authentication: undefined };
  }
  return 'refusal' in outcome ? { refusal: outcome.refusal } : { authentication: outcome };
}
