import type { StaffView } from '@nara/contract';
import { apply, applyAll } from '../apply.ts';
import type { CaseState } from '../case-state.ts';
import { type CaseActor, type CaseCommand, type DecideIds, type Decision, decide } from '../decide.ts';

/** What the tests of the rules share: two nurses, a resident, and a case of theirs. */
export const now = '2026-11-24T09:31:00.000Z';
export const eva: StaffView = { id: 'eva', name: 'Eva Ek', role: 'nurse' };
export const olle: StaffView = { id: 'olle', name: 'Olle Ask', role: 'doctor' };
export const resident: CaseActor = { side: 'resident', personKey: 'p1' };
export const nurse: CaseActor = { side: 'staff', staff: eva };
export const colleague: CaseActor = { side: 'staff', staff: olle };
export const system: CaseActor = { side: 'system' };
export const ids: DecideIds = { caseId: 'c1', messageId: 'm1', reference: '2611-0001' };

export const startCase = {
  kind: 'startCase',
  commandId: 'k0',
  serviceId: 'symptoms',
  unitId: 'a',
  providerId: 'p',
  register: 'health',
  language: 'sv',
  text: 'Hej',
  openCases: 0,
} as const satisfies CaseCommand;

/** A case that waits in the queue, with one message of the resident's. */
export const queued = after(undefined, startCase, resident);
/** The same, taken by Eva. */
export const active = after(queued, { kind: 'takeCase', commandId: 'k1' }, nurse);
/** The same, closed by Eva. */
export const closed = after(active, { kind: 'closeCase', commandId: 'k2' }, nurse);

/** The decision at the tests' instant. */
export function decideNow(state: CaseState | undefined, command: CaseCommand, actor: CaseActor): Decision {
  return decide(state, command, actor, now, ids);
}

/** The state after a command that must be accepted. */
export function after(state: CaseState | undefined, command: CaseCommand, actor: CaseActor): CaseState {
  const decision = decideNow(state, command, actor);
  if (!decision.ok) throw new TypeError(`refused: ${decision.error.code}`);
  const [first, ...rest] = decision.value;
  if (first === undefined) throw new TypeError('nothing happened');
  return applyAll(apply(state, first), rest) ?? apply(state, first);
}
