import type { IdentityTokenInput, NewSession } from '@nara/contract';
import type { Abortable } from '../abort/until-aborted.ts';
import { regionAddress } from '../http/region-address.ts';
import { requestJson } from '../http/request-json.ts';
import type { SessionApiOptions } from './session-api.ts';

/**
 * Trades an identity token (a JWT of an issuer that the region trusts) for a session, once. Rejects with a `NaraError`: `token_refused` or
 * `token_expired` when it proves nobody, `origin_refused` where it may not be traded. `createProductClient` does this by itself.
 */
export function tradeIdentityToken(
  { hub, region, headers, fetch }: SessionApiOptions,
  token: string,
  { signal }: Abortable = {},
): Promise<NewSession> {
  const body: IdentityTokenInput = { token };
  return requestJson<NewSession>(`${regionAddress(hub, region)}/session/token`, {
    method: 'POST',
    body,
    headers,
    fetch,
    signal,
  });
}
