import type { CaseSnapshot, MessageEvent, ServiceView, UnitView } from '@nara/contract';

/** The sample case's id. */
export const caseId = '5f0c2a4e-0000-4000-8000-000000000001';

/** The instant of everything in the sample case. */
export const at = '2026-11-24T09:30:00.000Z';

/** A clinic that is always open. */
export const unit: UnitView = {
  id: 'SE2321000000-E001',
  name: { 'sv-SE': 'Älvstrandens vårdcentral' },
  provider: { 'sv-SE': 'Region Norrvik' },
  opening: { open: true },
};

/** A reason for contact. */
export const service: ServiceView = {
  id: 'symptoms',
  name: { 'sv-SE': 'Nya besvär' },
  description: { 'sv-SE': 'Frågor om symtom' },
  icon: 'symptoms',
};

/** A nurse. */
export const nurse = { id: 'nurse-1', name: 'Sara Ek', role: 'nurse' } as const;

/** A message with its event number; what is not given is made from the numbers. */
export function message(
  n: number,
  number: number,
  side: 'resident' | 'staff',
  more: { readonly text?: string; readonly commandId?: string } = {},
): MessageEvent {
  return {
    kind: 'message',
    n,
    at,
    message: {
      id: `message-${number}`,
      number,
      side,
      ...(side === 'staff' ? { author: nurse } : {}),
      text: more.text ?? `text ${number}`,
      at,
      commandId: more.commandId ?? `command-${number}`,
    },
  };
}

/** A queued case with the resident's first message. */
export function queuedCase(more: Partial<CaseSnapshot> = {}): CaseSnapshot {
  return {
    caseId,
    reference: '2611-0387',
    epoch: 'epoch-1',
    n: 3,
    status: 'queued',
    unit,
    service,
    language: 'sv',
    startedAt: at,
    queuedAt: at,
    entries: [
      { kind: 'started', n: 1, at, reference: '2611-0387', unit, service, language: 'sv' },
      message(2, 1, 'resident'),
      { kind: 'queued', n: 3, at },
    ],
    earlier: false,
    marks: { resident: { delivered: 0, read: 0 }, staff: { delivered: 0, read: 0 } },
    ...more,
  };
}
