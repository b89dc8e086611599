import type { Answer, Mark } from '@nara/contract';
import type { Actor } from '../cases/actor.ts';
import { type CaseReceipt, numberOnly, runCaseCommand } from '../cases/run-case-command.ts';
import type { VerbDeps } from '../cases/verb-deps.ts';

/** Says how far the other side's messages have been received and read. Marks only grow. */
export function mark(
  deps: VerbDeps,
  actor: Actor,
  { caseId, commandId, delivered, read }: Mark,
): Promise<Answer<CaseReceipt>> {
  return runCaseCommand(deps, actor, caseId, { kind: 'mark', commandId, delivered, read }, numberOnly);
}
