import { type CaseReads, type CaseWrites, isVisible, numberEvents, type StoredEvent } from '@nara/hub/store';
import type { DomainEvent } from '@nara/rules';
import { caseQueries } from './case-queries.ts';
import { isInPlace, progressOf, rowOf, stateOf, talkOf } from './case-rows.ts';
import { eventPlaces } from './event-places.ts';
import type { QueryBuilder, QueryRunner } from './prepared-query.ts';
import type { CaseEventTable } from './schema.ts';

/** Cases and their events. */
export function sqlCases(db: QueryBuilder): (runner: QueryRunner) => CaseReads & CaseWrites {
  const queries = caseQueries(db);
  const placesOf = eventPlaces(db);
  return runner => {
    const places = placesOf(runner);
    return {
      async get(caseId, visibleTo) {
        const [row] = await runner.all(queries.byId({ id: caseId }));
        const state = row === undefined ? undefined : stateOf(row);
        return state !== undefined && isVisible(state, visibleTo) ? state : undefined;
      },
      async eventsSince(caseId, audience, n, limit) {
        const wanted = { caseId, above: n, below: n + limit + 1, limit };
        const events = await runner.all(queries.events[audience](wanted));
        return events.map(storedOf);
      },
      async eventsBefore(caseId, audience, n, limit) {
        const events = await runner.all(queries.events[audience]({ caseId, above: 0, below: n, limit }));
        return events.map(storedOf);
      },
      async list(visibleTo, closedLimit) {
        if (visibleTo.side === 'staff' && !(visibleTo.unitIds.length > 0 && visibleTo.registers.length > 0))
          return [];
        const open = await runner.all(queries.open(visibleTo));
        const closed = closedLimit > 0 ? await runner.all(queries.closed(visibleTo, closedLimit)) : [];
        return [...open, ...closed].map(stateOf);
      },
      async queueOf(unitId) {
        return (await runner.all(queries.queue({ unitId }))).map(stateOf);
      },
      async takesOf(unitId, since) {
        const rows = await runner.all(queries.takes({ unitId, since }));
        return rows.flatMap(({ taken_at: at, handler_id: handlerId }) =>
          at === null || handlerId === null ? [] : [{ at, handlerId }],
        );
      },
      async save(state, events, before) {
        const numbered = numberEvents(state, events);
        const isNew = events[0]?.kind === 'started';
        if (isNew) await runner.all(queries.insert(rowOf(state)));
        else if (before === undefined || !isInPlace(before, state))
          await runner.all(queries.update({ ...progressOf(state), id: state.id }));
        const { first, last } = await places.take(state.id, events.length, isNew);
        let previous = last;
        for (const [index, { event, n }] of numbered.entries()) {
          const id = first + index;
          runner.later(
            queries.insertEvent({
              id,
              previous,
              case_id: state.id,
              staff_n: n.staff ?? 0,
              resident_n: n.resident ?? null,
              body: JSON.stringify(event),
            }),
          );
          previous = id;
        }
        runner.later(queries.putTalk(talkOf(state, previous)));
        return numbered;
      },
      async nextReference(at) {
        const month = at.slice(2, 4) + at.slice(5, 7);
        const [row] = await runner.all(queries.nextNumber({ month }));
        return `${month}-${String(row?.last_number ?? 0).padStart(4, '0')}`;
      },
    };
  };
}

function storedOf({ body, staff_n, resident_n }: CaseEventTable): StoredEvent {
  const event = JSON.parse(body) as DomainEvent;
  return { event, n: resident_n === null ? { staff: staff_n } : { staff: staff_n, resident: resident_n } };
}
