import type { Answer, TakeCase } from '@nara/contract';
import type { StaffActor } from './actor.ts';
import { type CaseReceipt, numberOnly, runCaseCommand } from './run-case-command.ts';
import type { VerbDeps } from './verb-deps.ts';

/** Takes a case out of the queue. The second to try is told `already_taken` and by whom. */
export function takeCase(
  deps: VerbDeps,
  actor: StaffActor,
  { caseId, commandId }: TakeCase,
): Promise<Answer<CaseReceipt>> {
  return runCaseCommand(deps, actor, caseId, { kind: 'takeCase', commandId }, numberOnly);
}
