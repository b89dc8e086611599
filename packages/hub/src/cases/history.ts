import { type Answer, accept, type History, type HistoryAnswer, refuse } from '@nara/contract';
import { caseAuditRow } from '../audit/audit-row.ts';
import type { ReadTx } from '../store/port.ts';
import { type Actor, visibilityOf } from './actor.ts';
import { newestEntries } from './newest-entries.ts';
import { instantNow, type VerbDeps } from './verb-deps.ts';

/**
 * The entries below a number. Without a subscription, whose opening has been recorded, this is a reading with a record of its
 * own, kept before anything leaves.
 */
export async function history(
  deps: VerbDeps,
  actor: Actor,
  { caseId, before = Number.MAX_SAFE_INTEGER, limit }: History,
  subscribed: boolean,
): Promise<Answer<HistoryAnswer>> {
  const { region, store } = deps;
  const read = async (tx: ReadTx): Promise<Answer<HistoryAnswer>> =>
    accept({
      epoch: store.epoch,
      ...(await newestEntries(tx, region, { caseId, audience: actor.side, before, limit })),
    });
  if (subscribed) {
    return store.read(async tx => {
      const state = await tx.cases.get(caseId, visibilityOf(actor));
      return state === undefined ? refuse('not_found') : await read(tx);
    });
  }
  return store.write(async tx => {
    const state = await tx.cases.get(caseId, visibilityOf(actor));
    if (state === undefined) return refuse('not_found');
    await tx.audit.add(caseAuditRow(actor, 'history', state, instantNow(deps)));
    return await read(tx);
  });
}
