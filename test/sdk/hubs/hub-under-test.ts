import type { Answer } from '@nara/contract';
import type { ProductClient, ProductClientOptions, ResidentClient, SessionApi } from '@nara/sdk/resident';
import type { StaffClient } from '@nara/sdk/staff';
import type { NurseName, ResidentName } from './cast.ts';

/** Somebody who has logged in on a device. */
export interface Seat<C> {
  readonly client: C;
  /** The device's network: cut at once, and back again. */
  goDown(): void;
  comeUp(): void;
  /** Calls a hub method past the SDK, on a connection of its own, with what only a bad client would send. */
  call(method: string, input?: unknown): Promise<Answer<unknown>>;
}

/** A resident's. */
export interface ResidentSeat extends Seat<ResidentClient> {
  readonly token: string;
  readonly personKey: string;
}

/** How a hub is opened. */
export interface HubOptions {
  /** The version of a text that the region wants agreed to before a first message. Default: it has none. */
  readonly consent?: string;
}

/** A hub that the contract is held to. Every test of a suite has one of its own. */
export interface HubUnderTest {
  /** The residents' origin, as clients are given it. */
  readonly hub: string;
  resident(name: ResidentName): Promise<ResidentSeat>;
  /** Anew for each call: the same person on another device. */
  nurse(name: NurseName): Promise<Seat<StaffClient>>;
  /** The session calls of a device that nobody has logged in on, whose open page is of this origin (default: the hub's own). */
  sessionApi(origin?: string): SessionApi;
  /** A token such as the back end of the product at {@link productPage} signs for its person; `expired` when its time is over. */
  identityToken(name: ResidentName, state?: 'expired'): Promise<string>;
  /** A client of that product. */
  productClient(
    options: Pick<ProductClientOptions, 'getIdentityToken' | 'whenIdle' | 'storage'>,
  ): ProductClient;
  /** Asks the residents' origin for something below the region's address. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Moves the hub's clock, in milliseconds. */
  advance(ms: number): Promise<void>;
  /** Makes the hub's store fail until the returned function is called. */
  breakStore(): () => void;
  close(): Promise<void>;
}
