import type { CloseReason, Instant, ReturnReason } from '@nara/contract';
import type { CaseState, DomainEvent } from '@nara/rules';

/** What a webhook can be told of. */
export const webhookEvents = [
  'caseStarted',
  'caseQueued',
  'caseTaken',
  'caseReturned',
  'caseClosed',
] as const;

/** One of {@link webhookEvents}. */
export type WebhookEvent = (typeof webhookEvents)[number];

/** What a webhook is told: ids and codes. Never a text, a name, an identity number or who the resident is. */
export interface WebhookNotice {
  readonly event: WebhookEvent;
  readonly at: Instant;
  readonly region: string;
  readonly caseId: string;
  /** The event's number in the case: it grows, with gaps. */
  readonly n: number;
  readonly reference: string;
  readonly unitId: string;
  readonly serviceId: string;
  readonly register: 'health' | 'social';
  /** How a closed case ended, or why one went back to the queue. */
  readonly reason?: CloseReason | ReturnReason;
}

const eventOf: Readonly<Partial<Record<DomainEvent['kind'], WebhookEvent>>> = {
  started: 'caseStarted',
  queued: 'caseQueued',
  taken: 'caseTaken',
  returned: 'caseReturned',
  closed: 'caseClosed',
};

/** The notice of an event under its number for staff; undefined when the region's webhook is not told of such. */
export function webhookNotice(
  event: DomainEvent,
  n: number,
  { id: caseId, reference, unitId, serviceId, register }: CaseState,
  { region, events }: { readonly region: string; readonly events: readonly WebhookEvent[] },
): WebhookNotice | undefined {
  const told = eventOf[event.kind];
  if (told === undefined || !events.includes(told)) return undefined;
  const reason = 'reason' in event ? { reason: event.reason } : {};
  return { event: told, at: event.at, region, caseId, n, reference, unitId, serviceId, register, ...reason };
}
