import { type Answer, accept, type CaseInput, refuse } from '@nara/contract';
import { caseAuditRow } from '../audit/audit-row.ts';
import { type StaffActor, visibilityOf } from './actor.ts';
import { instantNow, type VerbDeps } from './verb-deps.ts';

/** The whole identity number of a case's person, recorded as seen before it leaves. */
export function revealIdentity(
  deps: VerbDeps,
  actor: StaffActor,
  { caseId }: CaseInput,
): Promise<Answer<{ readonly identity: string }>> {
  return deps.store.write(async tx => {
    const state = await tx.cases.get(caseId, visibilityOf(actor));
    const person = state === undefined ? undefined : await tx.persons.get(state.personKey);
    if (state === undefined || person === undefined) return refuse('not_found');
    await tx.audit.add(caseAuditRow(actor, 'revealIdentity', state, instantNow(deps)));
    return accept({ identity: deps.unsealer.unseal(person.identitySealed, person.sealKeyId) });
  });
}
