import type { CaseStatus } from '@nara/contract';
import { type CaseState, countUnread, otherSide, withWritten } from './case-state.ts';
import { audiencesOf, type DomainEvent, type DomainEventOf } from './domain-events.ts';

const none = { delivered: 0, read: 0 };

/**
 * The state after an event. Throws a `TypeError` when the event cannot follow the state (the first is `started`, and only the
 * first); what {@link decide} answers always can.
 */
export function apply(state: CaseState | undefined, event: DomainEvent): CaseState {
  if (event.kind === 'started') {
    if (state !== undefined) throw new TypeError('event: a case starts once');
    return started(event);
  }
  if (state === undefined) throw new TypeError('event: a case begins with "started"');
  const before = event.kind === 'returned' ? withoutHandler(state) : state;
  return { ...before, ...change(state, event), heads: nextHeads(state, event), lastAt: event.at };
}

/** The state after several events, in order. */
export function applyAll(
  state: CaseState | undefined,
  events: readonly DomainEvent[],
): CaseState | undefined {
  return events.reduce<CaseState | undefined>(apply, state);
}

function change(state: CaseState, event: Exclude<DomainEvent, DomainEventOf<'started'>>): Partial<CaseState> {
  switch (event.kind) {
    case 'queued':
      return { status: 'queued', queuedAt: event.at };
    case 'message': {
      const written = withWritten(state.written, event.side);
      const status: CaseStatus = state.status === 'waiting' ? 'active' : state.status;
      const reader = otherSide(event.side);
      return { status, written, unread: { ...state.unread, [reader]: state.unread[reader] + 1 } };
    }
    case 'note':
      return {};
    case 'taken':
      return { status: 'active', handler: event.handler, takenAt: event.at };
    case 'returned':
      return { status: 'queued' };
    case 'marked': {
      const marks = { ...state.marks, [event.side]: event.marks };
      return { marks, unread: countBoth(state.written, marks) };
    }
    case 'closed':
      return { status: 'closed', closed: { at: event.at, by: event.by, reason: event.reason } };
  }
}

/** As if nobody had taken it: since when it waits stays, and with that its place. */
function withoutHandler({ handler: _handler, takenAt: _takenAt, ...rest }: CaseState): CaseState {
  return rest;
}

function started(event: DomainEventOf<'started'>): CaseState {
  const { caseId, reference, personKey, unitId, providerId, register, serviceId, language, at } = event;
  return {
    id: caseId,
    reference,
    personKey,
    unitId,
    providerId,
    register,
    serviceId,
    language,
    status: 'submitted',
    startedAt: at,
    lastAt: at,
    written: '',
    marks: { resident: none, staff: none },
    unread: { resident: 0, staff: 0 },
    heads: { resident: 1, staff: 1 },
  };
}

function nextHeads(state: CaseState, event: DomainEvent): CaseState['heads'] {
  const seenBy = audiencesOf(event);
  return {
    resident: state.heads.resident + (seenBy.includes('resident') ? 1 : 0),
    staff: state.heads.staff + (seenBy.includes('staff') ? 1 : 0),
  };
}

function countBoth(written: string, marks: CaseState['marks']): CaseState['unread'] {
  return {
    resident: countUnread('resident', written, marks.resident.read),
    staff: countUnread('staff', written, marks.staff.read),
  };
}
