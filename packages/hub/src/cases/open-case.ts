import { type Answer, accept, type CaseInput, type CaseSnapshot, limits, refuse } from '@nara/contract';
import { caseAuditRow } from '../audit/audit-row.ts';
import { queueViewOf } from '../queues/queue-views.ts';
import { type Actor, visibilityOf } from './actor.ts';
import { caseSnapshot } from './case-snapshot.ts';
import { newestEntries } from './newest-entries.ts';
import { personView } from './person-view.ts';
import { instantNow, type VerbDeps } from './verb-deps.ts';

/**
 * Reads a case with its newest entries and records the reading before anything leaves. `subscribe` is called inside the transaction once the
 * caller is known to see the case, with the snapshot's number: every event above it is committed later, so none falls between.
 */
export function openCase(
  deps: VerbDeps,
  actor: Actor,
  { caseId }: CaseInput,
  subscribe: (n: number) => void,
): Promise<Answer<CaseSnapshot>> {
  const { region, store, unsealer } = deps;
  const audience = actor.side;
  return store.write(async tx => {
    const state = await tx.cases.get(caseId, visibilityOf(actor));
    if (state === undefined) return refuse('not_found');
    const before = state.heads[audience] + 1;
    const window = await newestEntries(tx, region, { caseId, audience, before, limit: limits.caseWindow });
    await tx.audit.add(caseAuditRow(actor, 'openCase', state, instantNow(deps)));
    const snapshot = caseSnapshot({
      state,
      window,
      audience,
      epoch: store.epoch,
      names: region,
      queue: audience === 'resident' ? await queueViewOf(deps, tx, state) : undefined,
      person: audience === 'staff' ? personView(await tx.persons.get(state.personKey), unsealer) : undefined,
    });
    subscribe(snapshot.n);
    return accept(snapshot);
  });
}
