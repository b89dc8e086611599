import type { Instant, QueueView } from '@nara/contract';
import { type CaseState, expectedWait, takesWindowMinutes } from '@nara/rules';
import { instantNow, type VerbDeps } from '../cases/verb-deps.ts';
import type { ReadTx } from '../store/port.ts';

/** Every case in a unit's queue with its place and expected wait, in order. */
export async function queueViewsOf(
  deps: VerbDeps,
  tx: ReadTx,
  unitId: string,
): Promise<readonly { readonly state: CaseState; readonly view: QueueView }[]> {
  const queue = await tx.cases.queueOf(unitId);
  if (queue.length === 0) return [];
  const at = instantNow(deps);
  const takes = await tx.cases.takesOf(unitId, windowStart(deps.clock.now()));
  const onDuty = deps.onDuty(unitId);
  const { open } = deps.region.unitView(unitId).opening;
  return queue.map((state, index) => {
    const place = index + 1;
    const waitMinutes = expectedWait({ place, takes, onDuty, open });
    return { state, view: { place, at, ...(waitMinutes === undefined ? {} : { waitMinutes }) } };
  });
}

/** The place of one case; undefined when it is not queued. */
export async function queueViewOf(
  deps: VerbDeps,
  tx: ReadTx,
  { id, unitId, status }: CaseState,
): Promise<QueueView | undefined> {
  if (status !== 'queued') return undefined;
  return (await queueViewsOf(deps, tx, unitId)).find(({ state }) => state.id === id)?.view;
}

function windowStart(now: number): Instant {
  return new Date(now - takesWindowMinutes * 60_000).toISOString();
}
