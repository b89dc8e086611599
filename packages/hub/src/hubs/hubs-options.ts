import type { ResidentHub, StaffHub } from '@nara/contract';
import type { Hub, HubContext } from '@nara/signalr/hub';
import type { Bus } from '../bus/bus.ts';
import type { RegionDirectory } from '../cases/region-directory.ts';
import type { VerbDeps } from '../cases/verb-deps.ts';
import type { Clock } from '../clock.ts';
import type { IdentityUnsealer, ResidentCaller, SessionActivity, StaffCaller } from '../identity/caller.ts';
import type { Sha256 } from '../sha256.ts';
import type { Store } from '../store/port.ts';

/** Hears of faults of ours: a name of the place and the error, never a text of a person's. */
export interface HubLog {
  error(
    fields: { readonly place: string; readonly err: unknown; readonly region?: string },
    message: string,
  ): void;
}

/** What one region's two hubs are made of. */
export interface HubsOptions {
  readonly region: RegionDirectory;
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  /** A new random UUID. */
  readonly uuid: () => string;
  readonly sha256: Sha256;
  readonly log: HubLog;
  readonly unsealer: IdentityUnsealer;
  readonly activity: SessionActivity;
  /** How often open cases' heads are told, and work lists and places anew, in milliseconds. Default 20,000. */
  readonly headsInterval?: number;
  /** The least time between two work lists, rounds of queue places or looks at who is there, of a unit, in milliseconds. Default 250. */
  readonly valueInterval?: number;
  /** How long a handler may be away before their cases go back to the queue, in milliseconds. Default 120,000. */
  readonly handlerAwayAfter?: number;
  /** Writes what others are to be told of new events. Default: nobody is told. */
  readonly tellOutside?: VerbDeps['tellOutside'];
  /** How many commands a session may send in a minute. Default `limits.commandsPerMinute`. */
  readonly commandsPerMinute?: number;
}

/**
 * One region's two hubs. Map each with `SignalRServer.map` at `/r/{region}/hub/resident` and `/r/{region}/hub/staff`, with
 * `requireUser` and an `authenticate` that answers the callers, then `start` with the two contexts.
 */
export interface Hubs {
  readonly resident: Hub<ResidentHub, ResidentCaller>;
  readonly staff: Hub<StaffHub, StaffCaller>;
  /** Begins to deliver. Call once, after both hubs are mapped. */
  start(contexts: {
    readonly resident: HubContext<ResidentHub, ResidentCaller>;
    readonly staff: HubContext<StaffHub, StaffCaller>;
  }): void;
  /** Stops timers and listening, and resolves when what was under way has ended. Connections are the SignalR server's to close. */
  stop(): Promise<void>;
}
