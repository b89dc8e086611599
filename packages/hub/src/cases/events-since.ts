import { type Answer, accept, type EventsAnswer, type EventsSince, limits, refuse } from '@nara/contract';
import { type CaseState, eventView } from '@nara/rules';
import { caseAuditRow } from '../audit/audit-row.ts';
import type { ReadTx } from '../store/port.ts';
import { type Actor, visibilityOf } from './actor.ts';
import { instantNow, type VerbDeps } from './verb-deps.ts';

/**
 * The events above a number. `reset` when the caller is too far behind, or ahead of the store after a restore: then the
 * snapshot is to be read. Without a subscription, whose opening has been recorded, this is a reading with a record of its own.
 */
export async function eventsSince(
  deps: VerbDeps,
  actor: Actor,
  { caseId, n }: EventsSince,
  subscribed: boolean,
): Promise<Answer<EventsAnswer>> {
  const { store } = deps;
  const find = async (tx: ReadTx) => tx.cases.get(caseId, visibilityOf(actor));
  if (subscribed) {
    return store.read(async tx => {
      const state = await find(tx);
      return state === undefined ? refuse('not_found') : accept(await since(deps, actor, tx, state, n));
    });
  }
  return store.write(async tx => {
    const state = await find(tx);
    if (state === undefined) return refuse('not_found');
    await tx.audit.add(caseAuditRow(actor, 'eventsSince', state, instantNow(deps)));
    return accept(await since(deps, actor, tx, state, n));
  });
}

async function since(
  { region }: VerbDeps,
  actor: Actor,
  tx: ReadTx,
  state: CaseState,
  n: number,
): Promise<EventsAnswer> {
  const head = state.heads[actor.side];
  if (n > head || head - n > limits.eventsSince) return { events: [], n: head, reset: true };
  const stored = await tx.cases.eventsSince(state.id, actor.side, n, limits.eventsSince);
  const events = stored.flatMap(({ event, n: numbers }) => {
    const view = eventView(event, numbers[actor.side] ?? 0, actor.side, region);
    return view === undefined ? [] : [view];
  });
  return { events, n: head, reset: false };
}
