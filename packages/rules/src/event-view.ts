import type { Audience, CaseEvent, MessageView, NoteView, ServiceView, UnitView } from '@nara/contract';
import type { DomainEvent, DomainEventOf } from './domain-events.ts';

/** How units and services are called; answers for every id that was ever stored. */
export interface NameLookup {
  unitView(unitId: string): UnitView;
  serviceView(serviceId: string): ServiceView;
}

/** What one audience is sent of an event, under its number there; undefined when the audience may not see it. */
export function eventView(
  event: DomainEvent,
  n: number,
  audience: Audience,
  names: NameLookup,
): CaseEvent | undefined {
  const { at } = event;
  switch (event.kind) {
    case 'started':
      return {
        kind: 'started',
        n,
        at,
        reference: event.reference,
        unit: names.unitView(event.unitId),
        service: names.serviceView(event.serviceId),
        language: event.language,
      };
    case 'queued':
      return { kind: 'queued', n, at };
    case 'message':
      return { kind: 'message', n, at, message: messageView(event) };
    case 'note':
      return audience === 'staff' ? { kind: 'note', n, at, note: noteView(event) } : undefined;
    case 'taken':
      return { kind: 'taken', n, at, handler: event.handler };
    case 'returned':
      return { kind: 'returned', n, at, reason: event.reason };
    case 'marked':
      return { kind: 'marked', n, at, side: event.side, marks: event.marks };
    case 'closed':
      return { kind: 'closed', n, at, by: event.by, reason: event.reason };
  }
}

/** A stored message as both sides see it. */
export function messageView({ kind: _, ...message }: DomainEventOf<'message'>): MessageView {
  return message;
}

function noteView({ id, author, text, at, commandId }: DomainEventOf<'note'>): NoteView {
  return { id, author, text, at, commandId };
}
