import type { Instant } from '@nara/contract';
import type { CaseState } from '@nara/rules';
import type { Bus } from '../bus/bus.ts';
import type { IdentityUnsealer } from '../identity/caller.ts';
import type { Sha256 } from '../sha256.ts';
import type { Store, StoredEvent, Tx } from '../store/port.ts';
import type { RegionDirectory } from './region-directory.ts';

/** What the verbs of one region work with. */
export interface VerbDeps {
  readonly region: RegionDirectory;
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: { now(): number };
  /** A new random UUID. */
  readonly uuid: () => string;
  readonly sha256: Sha256;
  readonly unsealer: IdentityUnsealer;
  /** How many staff sit at a unit's desk now. */
  readonly onDuty: (unitId: string) => number;
  /** Writes what others are to be told of new events, in their transaction. Absent: nobody is told. */
  readonly tellOutside?: (tx: Tx, state: CaseState, stored: readonly StoredEvent[]) => Promise<void>;
}

/** The last instant that was written out: many commands of one turn share theirs. */
let written: { readonly at: number; readonly instant: Instant } | undefined;

/** The clock's instant as it is stored and sent. */
export function instantNow({ clock }: Pick<VerbDeps, 'clock'>): Instant {
  const at = clock.now();
  if (written?.at !== at) written = { at, instant: new Date(at).toISOString() };
  return written.instant;
}
