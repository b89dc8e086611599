import { type Answer, accept, refuse } from '@nara/contract';
import type { CaseCommand } from '@nara/rules';
import type { Tx } from '../store/port.ts';
import { type Actor, visibilityOf } from './actor.ts';
import { decideAndSave, findCommand, identifyCommand, type Recorded, ringFor } from './record-command.ts';
import { instantNow, type VerbDeps } from './verb-deps.ts';

/** What is kept of an accepted command: the number its author's side had come to. Texts are in the events and nowhere else. */
export interface CaseReceipt {
  readonly n: number;
}

/** How a verb's answer is made: of what was just done, or of the receipt when the same command comes again. */
export interface AnswerForm<T> {
  done(recorded: Recorded, receipt: CaseReceipt): T;
  again(tx: Tx, caseId: string, receipt: CaseReceipt): Promise<T>;
}

/** For verbs that answer the number only. */
export const numberOnly: AnswerForm<CaseReceipt> = {
  done: (_, receipt) => receipt,
  again: async (_tx, _caseId, receipt) => receipt,
};

/**
 * One command in a case, whole: may the author see it, is the command known, what do the rules say, store, ring. Rejects with a
 * `StoreError` when the commit fails; then nothing has happened.
 */
export async function runCaseCommand<T>(
  deps: VerbDeps,
  actor: Actor,
  caseId: string,
  command: Exclude<CaseCommand, { readonly kind: 'startCase' | 'returnToQueue' }>,
  form: AnswerForm<T>,
): Promise<Answer<T>> {
  const identity = identifyCommand(deps, actor, command.commandId, [caseId, command]);
  const { answer, recorded } = await deps.store.write(
    async (tx): Promise<{ readonly answer: Answer<T>; readonly recorded?: Recorded }> => {
      const state = await tx.cases.get(caseId, visibilityOf(actor));
      if (state === undefined) return { answer: refuse('not_found') };
      const known = await findCommand<CaseReceipt>(tx, identity);
      if (known !== undefined)
        return { answer: known.ok ? accept(await form.again(tx, caseId, known.value)) : known };
      const now = instantNow(deps);
      const ids = { caseId, messageId: deps.uuid(), reference: state.reference };
      const decided = await decideAndSave(deps, tx, state, command, actor, now, ids);
      if (!decided.ok) return { answer: decided };
      const receipt = { n: decided.value.state.heads[actor.side] };
      const { author, commandId, inputHash } = identity;
      // A mark that changes nothing is not worth a row: repeated, it changes nothing again.
      if (decided.value.stored.length > 0 || command.kind !== 'mark')
        await tx.commands.add(author, commandId, inputHash, accept(receipt), now);
      return { answer: accept(form.done(decided.value, receipt)), recorded: decided.value };
    },
  );
  if (recorded !== undefined) ringFor(deps.bus, deps.region.id, recorded);
  return answer;
}
