import type { AddNote, Answer } from '@nara/contract';
import type { StaffActor } from '../cases/actor.ts';
import { type CaseReceipt, numberOnly, runCaseCommand } from '../cases/run-case-command.ts';
import type { VerbDeps } from '../cases/verb-deps.ts';

/** Writes an internal note in a case that the caller handles. */
export function addNote(
  deps: VerbDeps,
  actor: StaffActor,
  { caseId, commandId, text }: AddNote,
): Promise<Answer<CaseReceipt>> {
  return runCaseCommand(deps, actor, caseId, { kind: 'addNote', commandId, text }, numberOnly);
}
