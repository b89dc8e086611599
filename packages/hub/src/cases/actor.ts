import type { StaffView } from '@nara/contract';
import type { CaseActor } from '@nara/rules';
import type { Visibility } from '../store/port.ts';

/** The resident who acts, found out by the session. */
export interface ResidentActor {
  readonly side: 'resident';
  readonly personKey: string;
  readonly name: string;
  readonly sessionHash: string;
}

/** The member of staff who acts, with what the commission covers. */
export interface StaffActor {
  readonly side: 'staff';
  readonly staff: StaffView;
  /** The unit of the commission. */
  readonly unitId: string;
  /** That unit and those merged into it. */
  readonly unitIds: readonly string[];
  readonly registers: readonly ('health' | 'social')[];
  /** The ground of access in the audit. */
  readonly purpose: string;
  readonly sessionHash: string;
}

/** The hub itself, when something falls due. */
export interface SystemActor {
  readonly side: 'system';
  /** Why it acts, in the audit. */
  readonly ground: string;
}

/** Who asks. Every verb of a person's starts from it. */
export type Actor = ResidentActor | StaffActor;

/** Which cases there are for the actor. */
export function visibilityOf(actor: Actor): Visibility {
  return actor.side === 'resident'
    ? { side: 'resident', personKey: actor.personKey }
    : { side: 'staff', unitIds: actor.unitIds, registers: actor.registers };
}

/** The actor as the rules know them. */
export function caseActorOf(actor: Actor | SystemActor): CaseActor {
  if (actor.side === 'system') return { side: 'system' };
  return actor.side === 'resident'
    ? { side: 'resident', personKey: actor.personKey }
    : { side: 'staff', staff: actor.staff };
}

/** Whom commands and audit rows name: unique among residents and staff of a region. */
export function authorOf(actor: Actor | SystemActor): string {
  if (actor.side === 'system') return 'hub';
  return actor.side === 'resident' ? actor.personKey : actor.staff.id;
}
