import type { Answer, LeaveQueue } from '@nara/contract';
import type { ResidentActor } from '../cases/actor.ts';
import { type CaseReceipt, numberOnly, runCaseCommand } from '../cases/run-case-command.ts';
import type { VerbDeps } from '../cases/verb-deps.ts';

/** Leaves the queue, which closes the case; `not_queued` once somebody has taken it. */
export function leaveQueue(
  deps: VerbDeps,
  actor: ResidentActor,
  { caseId, commandId }: LeaveQueue,
): Promise<Answer<CaseReceipt>> {
  return runCaseCommand(deps, actor, caseId, { kind: 'leaveQueue', commandId }, numberOnly);
}
