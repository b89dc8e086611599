import type { CaseState } from '@nara/rules';
import { numberEvents } from '../number-events.ts';
import type { CaseReads, CaseWrites, StoredEvent, Visibility } from '../port.ts';
import { isVisible } from '../visibility.ts';
import type { Draft } from './tables.ts';

/** Cases and their events. */
export function memoryCases(draft: Draft): CaseReads & CaseWrites {
  const visible = (visibleTo: Visibility): CaseState[] =>
    [...draft.tables.cases.values()].filter(state => isVisible(state, visibleTo));
  const eventsOf = (caseId: string): readonly StoredEvent[] => draft.tables.events.get(caseId) ?? [];
  return {
    async get(caseId, visibleTo) {
      const state = draft.tables.cases.get(caseId);
      return state !== undefined && isVisible(state, visibleTo) ? state : undefined;
    },
    async eventsSince(caseId, audience, n, limit) {
      return eventsOf(caseId)
        .filter(({ n: numbers }) => (numbers[audience] ?? 0) > n)
        .slice(0, limit);
    },
    async eventsBefore(caseId, audience, n, limit) {
      const before = eventsOf(caseId).filter(({ n: numbers }) => (numbers[audience] ?? n) < n);
      return before.slice(Math.max(0, before.length - limit));
    },
    async list(visibleTo, closedLimit) {
      const states = visible(visibleTo);
      const open = states.filter(({ status }) => status !== 'closed');
      const closed = states.filter(({ status }) => status === 'closed');
      return [
        ...open.sort(newestFirst(state => state.startedAt)),
        ...closed.sort(newestFirst(state => state.closed?.at ?? '')).slice(0, closedLimit),
      ];
    },
    async queueOf(unitId) {
      return [...draft.tables.cases.values()]
        .filter(state => state.unitId === unitId && state.status === 'queued')
        .sort((a, b) => compare(a.queuedAt ?? '', b.queuedAt ?? '') || compare(a.id, b.id));
    },
    async takesOf(unitId, since) {
      return [...draft.tables.cases.values()].flatMap(({ unitId: at, takenAt, handler }) =>
        at === unitId && takenAt !== undefined && handler !== undefined && takenAt >= since
          ? [{ at: takenAt, handlerId: handler.id }]
          : [],
      );
    },
    async save(state, events) {
      const numbered = numberEvents(state, events);
      draft.write('cases').set(state.id, state);
      draft.write('events').set(state.id, [...eventsOf(state.id), ...numbered]);
      return numbered;
    },
    async nextReference(at) {
      const month = at.slice(2, 4) + at.slice(5, 7);
      const next = (draft.tables.months.get(month) ?? 0) + 1;
      draft.write('months').set(month, next);
      return `${month}-${String(next).padStart(4, '0')}`;
    },
  };
}

function newestFirst(instant: (state: CaseState) => string): (a: CaseState, b: CaseState) => number {
  return (a, b) => compare(instant(b), instant(a)) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
