import type { CaseEvent, CaseSnapshot, Entry } from '@nara/contract';

/**
 * A case's snapshot after one more event: what the hub would answer if it were read anew (ARCHITECTURE, rule 3). An event at or
 * below the snapshot's number changes nothing; an unknown kind only counts. An event that skips a number is a
 * `RangeError`: fetch what lies between first.
 */
export function foldEvent(snapshot: CaseSnapshot, event: CaseEvent): CaseSnapshot {
  if (event.n <= snapshot.n) return snapshot;
  if (event.n !== snapshot.n + 1) {
    throw new RangeError(`event: number ${snapshot.n + 1} is expected, ${event.n} came`);
  }
  const next = { ...snapshot, n: event.n };
  switch (event.kind) {
    case 'started':
      return {
        ...withEntry(next, event),
        reference: event.reference,
        unit: event.unit,
        service: event.service,
        language: event.language,
        status: 'submitted',
        startedAt: event.at,
      };
    case 'queued':
      return { ...withEntry(next, event), status: 'queued', queuedAt: event.at };
    case 'message':
      return { ...withEntry(next, event), status: next.status === 'waiting' ? 'active' : next.status };
    case 'note':
      return withEntry(next, event);
    case 'taken':
      return { ...outOfQueue(withEntry(next, event)), status: 'active', handler: event.handler };
    case 'returned':
      return { ...withoutHandler(withEntry(next, event)), status: 'queued' };
    case 'marked':
      return { ...next, marks: { ...next.marks, [event.side]: event.marks } };
    case 'closed':
      return {
        ...outOfQueue(withEntry(next, event)),
        status: 'closed',
        closed: { at: event.at, by: event.by, reason: event.reason },
      };
    default:
      return next;
  }
}

function withEntry(snapshot: CaseSnapshot, entry: Entry): CaseSnapshot {
  return { ...snapshot, entries: [...snapshot.entries, entry] };
}

function withoutHandler(snapshot: CaseSnapshot): CaseSnapshot {
  const { handler: _handler, ...rest } = snapshot;
  return rest;
}

function outOfQueue(snapshot: CaseSnapshot): CaseSnapshot {
  const { queue: _queue, ...rest } = snapshot;
  return rest;
}
