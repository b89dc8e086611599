import type { Instant } from '@nara/contract';
import type { CaseState } from '@nara/rules';
import { type Actor, authorOf, type SystemActor } from '../cases/actor.ts';
import type { AuditRow } from '../store/port.ts';

/** The ground on which residents see and change their own cases. */
const ownCase = 'own';

/** The row that an act in a case leaves. */
export function caseAuditRow(
  actor: Actor | SystemActor,
  act: string,
  state: CaseState,
  at: Instant,
): AuditRow {
  const { id: caseId, personKey, unitId } = state;
  return { ...actorAuditRow(actor, act, at), caseId, personKey, unitId };
}

/** The row of an act outside any one case: an overview, a work list. */
export function actorAuditRow(actor: Actor | SystemActor, act: string, at: Instant): AuditRow {
  const row = { at, actorKind: actor.side, actor: authorOf(actor), act } as const;
  if (actor.side === 'system') return { ...row, ground: actor.ground };
  return actor.side === 'resident'
    ? { ...row, personKey: actor.personKey, ground: ownCase }
    : { ...row, unitId: actor.unitId, ground: actor.purpose };
}
