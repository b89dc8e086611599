import type { CaseState } from '@nara/rules';
import type { CaseTable, CaseTalkTable } from './schema.ts';

/** The part of a case's row that may change. */
export type CaseProgress = Omit<CaseTable, keyof typeof fixedColumns>;

const fixedColumns = {
  id: true,
  reference: true,
  person_key: true,
  unit_id: true,
  provider_id: true,
  register: true,
  service_id: true,
  language: true,
  started_at: true,
} as const;

/** A case's two rows, joined. */
export type CaseRow = CaseTable & CaseTalkTable;

/** A case's rows as the rules see them. */
export function stateOf(row: CaseRow): CaseState {
  const { handler_id, handler_name, handler_role, closed_at, closed_by, close_reason } = row;
  return {
    id: row.id,
    reference: row.reference,
    personKey: row.person_key,
    unitId: row.unit_id,
    providerId: row.provider_id,
    register: row.register,
    serviceId: row.service_id,
    language: row.language,
    status: row.status,
    startedAt: row.started_at,
    ...(row.queued_at === null ? {} : { queuedAt: row.queued_at }),
    lastAt: row.last_at,
    ...(handler_id === null || handler_name === null || handler_role === null
      ? {}
      : { handler: { id: handler_id, name: handler_name, role: handler_role } }),
    ...(row.taken_at === null ? {} : { takenAt: row.taken_at }),
    ...(closed_at === null || closed_by === null || close_reason === null
      ? {}
      : { closed: { at: closed_at, by: closed_by, reason: close_reason } }),
    written: row.written,
    marks: {
      resident: { delivered: row.resident_delivered, read: row.resident_read },
      staff: { delivered: row.staff_delivered, read: row.staff_read },
    },
    unread: { resident: row.resident_unread, staff: row.staff_unread },
    heads: { resident: row.resident_head, staff: row.staff_head },
  };
}

/** A new case's row. */
export function rowOf(state: CaseState): CaseTable {
  return {
    id: state.id,
    reference: state.reference,
    person_key: state.personKey,
    unit_id: state.unitId,
    provider_id: state.providerId,
    register: state.register,
    service_id: state.serviceId,
    language: state.language,
    started_at: state.startedAt,
    ...progressOf(state),
  };
}

/** Where a case stands. */
export function progressOf(state: CaseState): CaseProgress {
  return {
    status: state.status,
    queued_at: state.queuedAt ?? null,
    handler_id: state.handler?.id ?? null,
    handler_name: state.handler?.name ?? null,
    handler_role: state.handler?.role ?? null,
    taken_at: state.takenAt ?? null,
    closed_at: state.closed?.at ?? null,
    closed_by: state.closed?.by ?? null,
    close_reason: state.closed?.reason ?? null,
  };
}

/** Whether nothing has changed of what {@link progressOf} answers. */
export function isInPlace(before: CaseState, state: CaseState): boolean {
  return (
    before.status === state.status &&
    before.queuedAt === state.queuedAt &&
    before.handler === state.handler &&
    before.takenAt === state.takenAt &&
    before.closed === state.closed
  );
}

/** What every event changes. */
export function talkOf(state: CaseState, lastEvent: number | null): CaseTalkTable {
  return {
    case_id: state.id,
    last_event: lastEvent,
    last_at: state.lastAt,
    written: state.written,
    resident_delivered: state.marks.resident.delivered,
    resident_read: state.marks.resident.read,
    staff_delivered: state.marks.staff.delivered,
    staff_read: state.marks.staff.read,
    resident_unread: state.unread.resident,
    staff_unread: state.unread.staff,
    resident_head: state.heads.resident,
    staff_head: state.heads.staff,
  };
}
