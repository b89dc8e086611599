import type { Answer, CloseCase } from '@nara/contract';
import type { StaffActor } from './actor.ts';
import { type CaseReceipt, numberOnly, runCaseCommand } from './run-case-command.ts';
import type { VerbDeps } from './verb-deps.ts';

/** Closes a case that the caller handles. */
export function closeCase(
  deps: VerbDeps,
  actor: StaffActor,
  { caseId, commandId }: CloseCase,
): Promise<Answer<CaseReceipt>> {
  return runCaseCommand(deps, actor, caseId, { kind: 'closeCase', commandId }, numberOnly);
}
