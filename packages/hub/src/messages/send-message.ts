import type { Answer, MessageView, SendMessage } from '@nara/contract';
import { type DomainEvent, messageView } from '@nara/rules';
import type { Actor } from '../cases/actor.ts';
import { type AnswerForm, type CaseReceipt, runCaseCommand } from '../cases/run-case-command.ts';
import type { VerbDeps } from '../cases/verb-deps.ts';

interface Sent {
  readonly message: MessageView;
  readonly n: number;
}

/** Writes in a case: a resident in an open one, staff in one they handle. */
export function sendMessage(
  deps: VerbDeps,
  actor: Actor,
  { caseId, commandId, text }: SendMessage,
): Promise<Answer<Sent>> {
  const form: AnswerForm<Sent> = {
    done: ({ stored }, receipt) => sentOf(stored[0]?.event, receipt),
    async again(tx, _, receipt) {
      const [stored] = await tx.cases.eventsSince(caseId, actor.side, receipt.n - 1, 1);
      return sentOf(stored?.event, receipt);
    },
  };
  return runCaseCommand(deps, actor, caseId, { kind: 'sendMessage', commandId, text }, form);
}

function sentOf(event: DomainEvent | undefined, { n }: CaseReceipt): Sent {
  if (event?.kind !== 'message') throw new TypeError('a sent message has its event');
  return { message: messageView(event), n };
}
