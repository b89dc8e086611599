import type { StaffCaller } from '../identity/caller.ts';
import { ConnectionsByKey } from './connections-by-key.ts';
import type { Call } from './hub-side.ts';

/** The group of the open desks of a commission's unit. */
export function unitGroup(unitId: string): string {
  return `unit:${unitId}`;
}

/** Which desks are open at this node, and so who is on duty. `changed` hears of each desk that opens or closes. */
export class Desks {
  readonly #connections = new ConnectionsByKey();
  readonly #staffOf = new Map<string, string>();
  readonly #changed: (unitId: string) => void;

  constructor(changed: (unitId: string) => void) {
    this.#changed = changed;
  }

  isOpen(connectionId: string): boolean {
    return this.#staffOf.has(connectionId);
  }

  /** The connection's desk is open from here on. One that is over opens none: nobody would close it. */
  open({ connectionId, user, groups, signal }: Call<StaffCaller>): void {
    if (signal.aborted) return;
    this.#connections.add(connectionId, user.unitId);
    this.#staffOf.set(connectionId, user.staff.id);
    void groups.add(connectionId, unitGroup(user.unitId));
    this.#changed(user.unitId);
  }

  close(connectionId: string): void {
    const unitId = this.#connections.remove(connectionId);
    this.#staffOf.delete(connectionId);
    if (unitId !== undefined) this.#changed(unitId);
  }

  /** Closes the desk of a connection that goes on: it hears of the unit no more. */
  async withdraw({ connectionId, user, groups }: Call<StaffCaller>): Promise<void> {
    this.close(connectionId);
    await groups.remove(connectionId, unitGroup(user.unitId));
  }

  /** The units that have an open desk. */
  units(): readonly string[] {
    return this.#connections.keys();
  }

  /** How many members of staff have a desk of the unit open; one with two windows counts once. */
  onDuty(unitId: string): number {
    return new Set(this.#connections.of(unitId).map(id => this.#staffOf.get(id))).size;
  }
}
