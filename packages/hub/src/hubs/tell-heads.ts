import type { Heads } from '@nara/contract';
import type { Actor } from '../cases/actor.ts';
import { visibilityOf } from '../cases/actor.ts';
import type { ReadTx } from '../store/port.ts';

/** Closed cases whose last event somebody may still lack. */
const closedTold = 5;

/** The group of a person's devices. */
export function personGroup(personKey: string): string {
  return `person:${personKey}`;
}

/** How far a person's cases have come. */
export async function personHeads(tx: ReadTx, personKey: string, epoch: string): Promise<Heads> {
  const states = await tx.cases.list({ side: 'resident', personKey }, closedTold);
  return { epoch, cases: states.map(({ id, heads }) => ({ caseId: id, n: heads.resident })) };
}

/** How far the cases that a connection has open have come. One that the caller may no longer see is left out. */
export async function watchedHeads(
  tx: ReadTx,
  caseIds: readonly string[],
  actor: Actor,
  epoch: string,
): Promise<Heads> {
  const cases: { caseId: string; n: number }[] = [];
  for (const caseId of caseIds) {
    const state = await tx.cases.get(caseId, visibilityOf(actor));
    if (state !== undefined) cases.push({ caseId, n: state.heads[actor.side] });
  }
  return { epoch, cases };
}
