import type { MessageView } from '@nara/contract';
import type { ResidentClient, StartCaseInput, StartedCase } from '../resident/resident-client.ts';
import type { FakeNetwork } from './fake-network.ts';
import type { FakeSession } from './fake-session.ts';

/** Who a resident is. Default: Karin Lindqvist, listed at the region's first clinic. */
export interface ResidentInput {
  /** Given and family name; one name is one person. */
  readonly name?: string;
  /** An identity number of the region's country, which must be nobody's. */
  readonly identity?: string;
  /** Where the person is listed; null: nowhere. */
  readonly unitId?: string | null;
}

/** A resident who has logged in on one device. What they do, they do by their client: an interface that shows it shows that too. */
export interface FakeResident {
  readonly person: { readonly key: string; readonly name: string };
  /** To hand to what is tested. */
  readonly client: ResidentClient;
  readonly session: FakeSession;
  /** Their device's. */
  readonly network: FakeNetwork;
  /** Begins a case, with `symptoms` and in Swedish unless said otherwise. */
  starts(text: string, input?: Partial<StartCaseInput>): Promise<StartedCase>;
  /** Writes; resolves when the hub has it, and rejects with the `NaraError` that it was refused with. */
  writes(caseId: string, text: string): Promise<MessageView>;
  /** Begins to write, or stops. */
  types(caseId: string, typing?: boolean): Promise<void>;
  /** Has seen all that the clinic has written. */
  reads(caseId: string): Promise<void>;
}
