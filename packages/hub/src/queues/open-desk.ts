import { type Answer, accept, type DeskView } from '@nara/contract';
import { actorAuditRow } from '../audit/audit-row.ts';
import { type StaffActor, visibilityOf } from '../cases/actor.ts';
import { instantNow, type VerbDeps } from '../cases/verb-deps.ts';
import { readWorkList } from './work-list.ts';

/**
 * The desk of a commission: its clinic and its work list, names included, recorded as read before anything leaves. `subscribe`
 * is called inside the transaction; the record covers the work lists that follow.
 */
export function openDesk(
  deps: VerbDeps,
  actor: StaffActor,
  subscribe: () => void,
): Promise<Answer<DeskView>> {
  const { region, store } = deps;
  return store.write(async tx => {
    await tx.audit.add(actorAuditRow(actor, 'openDesk', instantNow(deps)));
    const workList = await readWorkList(deps, tx, visibilityOf(actor));
    subscribe();
    return accept({ epoch: store.epoch, staff: actor.staff, unit: region.unitView(actor.unitId), workList });
  });
}
