import { type Answer, accept, type CaseSummary, type Overview, type QueueView } from '@nara/contract';
import { type CaseState, choosableUnits, lastSuccessor } from '@nara/rules';
import { actorAuditRow } from '../audit/audit-row.ts';
import { queueViewOf } from '../queues/queue-views.ts';
import { type ResidentActor, visibilityOf } from './actor.ts';
import type { RegionDirectory } from './region-directory.ts';
import { instantNow, type VerbDeps } from './verb-deps.ts';

const closedShown = 20;

/** A person's cases and listing, recorded as read before anything leaves. */
export function overview(deps: VerbDeps, actor: ResidentActor): Promise<Answer<Overview>> {
  const { region, store } = deps;
  return store.write(async tx => {
    await tx.audit.add(actorAuditRow(actor, 'overview', instantNow(deps)));
    const states = await tx.cases.list(visibilityOf(actor), closedShown);
    const cases: CaseSummary[] = [];
    for (const state of states) cases.push(summaryOf(state, region, await queueViewOf(deps, tx, state)));
    const listedId = await tx.listing.unitOf(actor.personKey);
    const listed = listedId === undefined ? undefined : lastSuccessor(listedId, region.units);
    const offered =
      listed === undefined
        ? choosableUnits(undefined, region.units)
        : choosableUnits(listed.register === 'health' ? 'social' : 'health', region.units);
    return accept({
      epoch: store.epoch,
      person: { name: actor.name },
      ...(listed === undefined ? {} : { listing: { unit: region.unitView(listed.id) } }),
      clinics: offered.map(({ id }) => region.unitView(id)),
      cases,
    });
  });
}

function summaryOf(state: CaseState, region: RegionDirectory, queue: QueueView | undefined): CaseSummary {
  const { id: caseId, reference, status, startedAt, lastAt, handler } = state;
  return {
    caseId,
    reference,
    status,
    unit: region.unitView(state.unitId),
    service: region.serviceView(state.serviceId),
    startedAt,
    lastAt,
    n: state.heads.resident,
    unread: state.unread.resident,
    ...(handler === undefined ? {} : { handler }),
    ...(queue === undefined ? {} : { queue }),
  };
}
