import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceView, UnitView } from '@nara/contract';
import type { DomainEvent } from './domain-events.ts';
import { eventView } from './event-view.ts';
import { decideNow, eva, now, resident, startCase } from './testing/sample-case.ts';

const unit: UnitView = { id: 'a', name: { 'sv-SE': 'A' }, provider: {}, opening: { open: true } };
const service: ServiceView = { id: 'symptoms', name: {}, description: {}, icon: 'symptoms' };
const names = { unitView: () => unit, serviceView: () => service };

test('a note is for staff only', () => {
  const note: DomainEvent = { kind: 'note', at: now, id: 'n', author: eva, text: 'obs', commandId: 'k' };
  assert.equal(eventView(note, 5, 'resident', names), undefined);
  assert.deepEqual(eventView(note, 5, 'staff', names), {
    kind: 'note',
    n: 5,
    at: now,
    note: { id: 'n', author: eva, text: 'obs', at: now, commandId: 'k' },
  });
});

test('a start is told with the names of its unit and service, and without whose it is', () => {
  const decision = decideNow(undefined, startCase, resident);
  const [started, message] = decision.ok ? decision.value : [];
  assert.ok(started && message);
  assert.deepEqual(eventView(started, 1, 'resident', names), {
    kind: 'started',
    n: 1,
    at: now,
    reference: '2611-0001',
    unit,
    service,
    language: 'sv',
  });
  assert.deepEqual(eventView(message, 2, 'resident', names), {
    kind: 'message',
    n: 2,
    at: now,
    message: { id: 'm1', number: 1, side: 'resident', text: 'Hej', at: now, commandId: 'k0' },
  });
});
