import {
  type Answer,
  accept,
  type Instant,
  limits,
  type ReturnReason,
  refuse,
  type ServiceLanguage,
  type StaffView,
} from '@nara/contract';
import { mayMove } from './case-moves.ts';
import { type CaseState, lastWrittenBy, lettersOf, otherSide } from './case-state.ts';
import type { DomainEvent, DomainEventOf } from './domain-events.ts';

/** Who acts in a case. A person has already been found to see it; `system` is the hub itself, when something falls due. */
export type CaseActor =
  | { readonly side: 'resident'; readonly personKey: string }
  | { readonly side: 'staff'; readonly staff: StaffView }
  | { readonly side: 'system' };

type PersonActor = Exclude<CaseActor, { readonly side: 'system' }>;

/** Ids and numbers that a decision needs and may not invent. */
export interface DecideIds {
  readonly caseId: string;
  readonly messageId: string;
  readonly reference: string;
}

/** A command as the rules take it: parsed, normalised, routed. */
export type CaseCommand =
  | {
      readonly kind: 'startCase';
      readonly commandId: string;
      readonly serviceId: string;
      readonly unitId: string;
      readonly providerId: string;
      readonly register: 'health' | 'social';
      readonly language: ServiceLanguage;
      readonly text: string;
      /** The version of the region's text that the person has agreed to, and the one that the region wants now. */
      readonly consent?: string | undefined;
      readonly consentWanted?: string | undefined;
      /** How many open cases the person has already. */
      readonly openCases: number;
    }
  | { readonly kind: 'sendMessage'; readonly commandId: string; readonly text: string }
  | { readonly kind: 'addNote'; readonly commandId: string; readonly text: string }
  | { readonly kind: 'takeCase'; readonly commandId: string }
  | { readonly kind: 'closeCase'; readonly commandId: string }
  | { readonly kind: 'leaveQueue'; readonly commandId: string }
  | { readonly kind: 'mark'; readonly commandId: string; readonly delivered: number; readonly read: number }
  /** The hub's own: back to the queue, if `handlerId` handles the case still. */
  | { readonly kind: 'returnToQueue'; readonly handlerId: string; readonly reason: ReturnReason };

type CommandOf<K extends CaseCommand['kind']> = Extract<CaseCommand, { readonly kind: K }>;

/** Events to store (none: all is already as the command wants it), or a refusal. */
export type Decision = Answer<readonly DomainEvent[]>;

/**
 * What a command does: the events it leads to, or why not. Pure: the same input gives the same answer, here and in every fake
 * hub. A command of the wrong side, or one for a case that is not there, is `not_found`.
 */
export function decide(
  state: CaseState | undefined,
  command: CaseCommand,
  actor: CaseActor,
  now: Instant,
  ids: DecideIds,
): Decision {
  if (command.kind === 'returnToQueue') return returnToQueue(state, command, actor, now);
  if (actor.side === 'system') return refuse('not_found');
  if (command.kind === 'startCase')
    return state === undefined ? start(command, actor, now, ids) : refuse('command_reused');
  if (state === undefined) return refuse('not_found');
  // Marks only tell how far somebody has read: the last message before the end can still be read after it.
  if (command.kind === 'mark') return mark(state, command, actor, now);
  if (state.status === 'closed') return refuse('case_closed');
  switch (command.kind) {
    case 'sendMessage':
      return write(state, command, actor, now, ids);
    case 'addNote':
      return note(state, command, actor, now, ids);
    case 'takeCase':
      return take(state, actor, now);
    case 'closeCase':
      return close(state, actor, now);
    case 'leaveQueue':
      return leaveQueue(state, actor, now);
  }
}

function start(command: CommandOf<'startCase'>, actor: PersonActor, now: Instant, ids: DecideIds): Decision {
  if (actor.side !== 'resident') return refuse('not_found');
  const { serviceId, unitId, providerId, register, language, consent, consentWanted } = command;
  if (consentWanted !== undefined && consent !== consentWanted) return refuse('consent_needed');
  if (command.openCases >= limits.openCases) return refuse('too_many_cases');
  return accept([
    {
      kind: 'started',
      at: now,
      caseId: ids.caseId,
      reference: ids.reference,
      personKey: actor.personKey,
      unitId,
      providerId,
      register,
      serviceId,
      language,
      ...(consentWanted !== undefined && { consent: consentWanted }),
    },
    messageOf(command, actor, 1, now, ids),
    { kind: 'queued', at: now },
  ]);
}

function write(
  state: CaseState,
  command: CommandOf<'sendMessage'>,
  actor: PersonActor,
  now: Instant,
  ids: DecideIds,
): Decision {
  if (actor.side === 'staff' && !isHandler(state, actor)) return refuseNotHandler(state);
  return accept([messageOf(command, actor, lettersOf(state.written).length + 1, now, ids)]);
}

function note(
  state: CaseState,
  { text, commandId }: CommandOf<'addNote'>,
  actor: PersonActor,
  now: Instant,
  ids: DecideIds,
): Decision {
  if (actor.side !== 'staff') return refuse('not_found');
  if (!isHandler(state, actor)) return refuseNotHandler(state);
  return accept([{ kind: 'note', at: now, id: ids.messageId, author: actor.staff, text, commandId }]);
}

function take(state: CaseState, actor: PersonActor, now: Instant): Decision {
  if (actor.side !== 'staff') return refuse('not_found');
  if (isHandler(state, actor)) return accept([]);
  if (state.handler !== undefined) return refuse('already_taken', { handler: state.handler.name });
  if (!mayMove(state.status, 'active')) return refuse('not_queued');
  return accept([{ kind: 'taken', at: now, handler: actor.staff }]);
}

function close(state: CaseState, actor: PersonActor, now: Instant): Decision {
  if (actor.side !== 'staff') return refuse('not_found');
  if (!isHandler(state, actor)) return refuseNotHandler(state);
  return accept([{ kind: 'closed', at: now, by: 'staff', reason: 'done' }]);
}

function leaveQueue(state: CaseState, actor: PersonActor, now: Instant): Decision {
  if (actor.side !== 'resident') return refuse('not_found');
  if (state.status !== 'queued') return refuse('not_queued');
  return accept([{ kind: 'closed', at: now, by: 'resident', reason: 'left_queue' }]);
}

/** `queuedAt` is left as it was: the case has waited since then, and stands where that puts it. */
function returnToQueue(
  state: CaseState | undefined,
  { handlerId, reason }: CommandOf<'returnToQueue'>,
  actor: CaseActor,
  now: Instant,
): Decision {
  if (state === undefined || actor.side !== 'system') return refuse('not_found');
  if (state.status === 'closed') return refuse('case_closed');
  if (state.handler?.id !== handlerId || !mayMove(state.status, 'queued')) return refuseNotHandler(state);
  return accept([{ kind: 'returned', at: now, reason }]);
}

/** Marks only grow, and reach at most the other side's last message; what is read has been delivered. */
function mark(state: CaseState, command: CommandOf<'mark'>, actor: PersonActor, now: Instant): Decision {
  const { side } = actor;
  const before = state.marks[side];
  const last = lastWrittenBy(otherSide(side), state.written);
  const delivered = Math.max(before.delivered, Math.min(Math.max(command.delivered, command.read), last));
  const read = Math.max(before.read, Math.min(command.read, last));
  if (delivered === before.delivered && read === before.read) return accept([]);
  return accept([{ kind: 'marked', at: now, side, marks: { delivered, read } }]);
}

function messageOf(
  { text, commandId }: { readonly text: string; readonly commandId: string },
  actor: PersonActor,
  number: number,
  at: Instant,
  ids: DecideIds,
): DomainEventOf<'message'> {
  const message = {
    kind: 'message',
    at,
    id: ids.messageId,
    number,
    side: actor.side,
    text,
    commandId,
  } as const;
  return actor.side === 'staff' ? { ...message, author: actor.staff } : message;
}

function isHandler(state: CaseState, actor: PersonActor): boolean {
  return actor.side === 'staff' && state.handler?.id === actor.staff.id;
}

function refuseNotHandler(state: CaseState): Decision {
  return refuse('not_handler', state.handler === undefined ? {} : { handler: state.handler.name });
}
