import type { MessageView, Role } from '@nara/contract';
import type { StaffClient } from '../staff/staff-client.ts';
import type { FakeNetwork } from './fake-network.ts';
import type { FakeSession } from './fake-session.ts';

/** Who a member of staff is. Default: Sara Nyberg, nurse at the region's first clinic. */
export interface NurseInput {
  /** Given and family name; one name is one person. */
  readonly name?: string;
  readonly role?: Role;
  /** The unit of the commission. */
  readonly unitId?: string;
}

/** A member of staff with an open desk, who does what a scenario says. */
export interface FakeNurse {
  readonly staff: { readonly id: string; readonly name: string };
  /** Her own; an interface for staff can be tested with it. */
  readonly client: StaffClient;
  readonly session: FakeSession;
  readonly network: FakeNetwork;
  /** Takes a case out of the queue and opens it. */
  takes(caseId: string): Promise<void>;
  /** Takes the case that is first in the queue, and answers its id. Rejects with a `TypeError` when nobody is waiting. */
  takesNext(): Promise<string>;
  /** Writes; resolves when the hub has it, and rejects with the `NaraError` that it was refused with. */
  answers(caseId: string, text: string): Promise<MessageView>;
  /** Begins to write, or stops. */
  types(caseId: string, typing?: boolean): Promise<void>;
  /** Has seen all that the resident has written. */
  reads(caseId: string): Promise<void>;
  /** Writes a note that the resident never sees. */
  notes(caseId: string, text: string): Promise<void>;
  closes(caseId: string): Promise<void>;
  /** Closes her desk: she is gone, and her cases go back to the queue after a while. */
  leaves(): Promise<void>;
}
