import { buildProductClient } from './product/build-product-client.ts';
import type { ProductClient, ProductClientOptions } from './product/product-client.ts';
import { buildResidentClient } from './resident/build-resident-client.ts';
import type { ResidentClient, ResidentClientOptions } from './resident/resident-client.ts';
import { realWorld } from './world/real-world.ts';

export type { Abortable } from './abort/until-aborted.ts';
export type { HistoryOptions } from './case/case-history.ts';
export type { CaseRef, CaseView, PendingMessage } from './case/case-view.ts';
export { foldEvent } from './case/fold-event.ts';
export type { Happenings, OnHappening } from './client/happenings.ts';
export type { ConnectionState } from './connection/connection-state.ts';
export { NaraError, type NaraFailure } from './errors/nara-error.ts';
export type { Fetch } from './http/request-json.ts';
export type { Storage } from './outbox/storage.ts';
export type { ProductClient, ProductClientOptions } from './product/product-client.ts';
export type { Loadable } from './ref/loadable.ts';
export type { Ref } from './ref/ref.ts';
export { type FetchRegionOptions, fetchRegion } from './region/fetch-region.ts';
export type {
  PendingStart,
  ResidentCaseRef,
  ResidentClient,
  ResidentClientOptions,
  StartCaseInput,
  StartedCase,
} from './resident/resident-client.ts';
export { challengeOf, createVerifier } from './session/pkce.ts';
export {
  createSessionApi,
  type LogoutInput,
  type SessionApi,
  type SessionApiOptions,
} from './session/session-api.ts';
export { tradeIdentityToken } from './session/trade-identity-token.ts';
export type { ClientNetwork } from './world/real-world.ts';

/** A resident's client of one region's hub. Does no I/O until something is subscribed to, started or sent. */
export function createResidentClient(options: ResidentClientOptions): ResidentClient {
  return buildResidentClient(options, realWorld(options.network));
}

/**
 * A resident's client in a product of its own: trades the identity tokens that it is given for sessions, and keeps one for as long as the client is used.
 * Does no I/O until something is subscribed to, started or sent.
 */
export function createProductClient(options: ProductClientOptions): ProductClient {
  return buildProductClient(options, realWorld(options.network));
}
