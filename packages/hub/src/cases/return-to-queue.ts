import type { ReturnReason } from '@nara/contract';
import type { Tx } from '../store/port.ts';
import { decideAndSave, type Recorded, ringFor } from './record-command.ts';
import { instantNow, type VerbDeps } from './verb-deps.ts';

/** Which case goes back, from whose hands and why. */
export interface ReturnToQueue {
  readonly caseId: string;
  readonly handlerId: string;
  readonly reason: ReturnReason;
}

/**
 * The hub puts a case back at its old place in the queue, if the handler still has it. `stillDue` is asked in the same transaction,
 * with the case's unit, and may write there: undone with the rest if the commit fails. Answers whether the case went back.
 */
export async function returnToQueue(
  deps: VerbDeps,
  { caseId, handlerId, reason }: ReturnToQueue,
  stillDue: (tx: Tx, unitId: string | undefined) => Promise<boolean> = async () => true,
): Promise<boolean> {
  const recorded = await deps.store.write(async (tx): Promise<Recorded | undefined> => {
    const state = await tx.cases.get(caseId, { side: 'system' });
    if (!(await stillDue(tx, state?.unitId)) || state === undefined) return undefined;
    const decided = await decideAndSave(
      deps,
      tx,
      state,
      { kind: 'returnToQueue', handlerId, reason },
      { side: 'system', ground: reason },
      instantNow(deps),
      { caseId, messageId: deps.uuid(), reference: state.reference },
    );
    return decided.ok ? decided.value : undefined;
  });
  if (recorded !== undefined) ringFor(deps.bus, deps.region.id, recorded);
  return recorded !== undefined;
}
