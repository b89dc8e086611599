import assert from 'node:assert/strict';
import type { StaffView } from '@nara/contract';
import { applyAll, type CaseState, type DomainEvent } from '@nara/rules';
import type { Visibility } from '../port.ts';

/** What the store's contract stores: a case of `p1` at `unit-a`, and those who may see it. */
export const at = '2026-11-24T09:31:00.000Z';
export const nurse: StaffView = { id: 'SE1-nurse', name: 'Eva Ek', role: 'nurse' };
export const owner: Visibility = { side: 'resident', personKey: 'p1' };
export const desk: Visibility = { side: 'staff', unitIds: ['unit-a'], registers: ['health'] };
/** Those who may not. */
export const strangers: readonly Visibility[] = [
  { side: 'resident', personKey: 'p2' },
  { side: 'staff', unitIds: ['unit-b'], registers: ['health'] },
  { side: 'staff', unitIds: ['unit-a'], registers: ['social'] },
  { side: 'staff', unitIds: [], registers: ['health'] },
  { side: 'staff', unitIds: ['unit-a'], registers: [] },
];

/** The events that begin a case. */
export function startOf(caseId: string, when = at): readonly DomainEvent[] {
  return [
    {
      kind: 'started',
      at: when,
      caseId,
      reference: `2611-${caseId}`,
      personKey: 'p1',
      unitId: 'unit-a',
      providerId: 'provider',
      register: 'health',
      serviceId: 'symptoms',
      language: 'sv',
    },
    { ...message(1, 'resident'), at: when },
    { kind: 'queued', at: when },
  ];
}

/** A message under its number. */
export function message(number: number, side: 'resident' | 'staff'): DomainEvent {
  const text = {
    kind: 'message',
    at,
    id: `m${number}`,
    number,
    side,
    text: 'Hej',
    commandId: `k${number}`,
  } as const;
  return side === 'staff' ? { ...text, author: nurse } : text;
}

/** The state after more events. */
export function grow(state: CaseState | undefined, events: readonly DomainEvent[]): CaseState {
  const next = applyAll(state, events);
  assert.ok(next);
  return next;
}

/** A case that has begun. */
export function begun(caseId: string): CaseState {
  return grow(undefined, startOf(caseId));
}
