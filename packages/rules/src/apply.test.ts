import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { apply, applyAll } from './apply.ts';
import { type CaseState, lettersOf } from './case-state.ts';
import type { CaseActor, CaseCommand } from './decide.ts';
import { audiencesOf, type DomainEvent } from './domain-events.ts';
import {
  active,
  after,
  colleague,
  decideNow,
  eva,
  now,
  nurse,
  queued,
  resident,
  startCase,
  system,
} from './testing/sample-case.ts';

const send: CaseCommand = { kind: 'sendMessage', commandId: 'k', text: 'Hej' };

describe('a case after its events', () => {
  test('counts for each side what the other wrote and it has not read', () => {
    const written = after(after(after(active, send, nurse), send, resident), send, nurse);
    assert.deepEqual(written.unread, { resident: 2, staff: 2 });
    const read = after(written, { kind: 'mark', commandId: 'k', delivered: 4, read: 2 }, resident);
    assert.deepEqual(read.unread, { resident: 1, staff: 2 });
    assert.deepEqual(read.marks.resident, { delivered: 4, read: 2 });
  });

  test('numbers notes for staff only', () => {
    const noted = after(active, { kind: 'addNote', commandId: 'k', text: 'obs' }, nurse);
    assert.equal(noted.heads.staff, active.heads.staff + 1);
    assert.equal(noted.heads.resident, active.heads.resident);
  });

  test('remembers who took it and how it ended', () => {
    const ended = after(active, { kind: 'closeCase', commandId: 'k' }, nurse);
    assert.equal(ended.status, 'closed');
    assert.deepEqual(ended.handler, eva);
    assert.equal(ended.takenAt, now);
    assert.deepEqual(ended.closed, { at: now, by: 'staff', reason: 'done' });
  });

  test('begins with its start and never starts twice', () => {
    assert.throws(() => apply(undefined, { kind: 'queued', at: now }), TypeError);
    const decision = decideNow(undefined, startCase, resident);
    const [started] = decision.ok ? decision.value : [];
    assert.ok(started);
    assert.throws(() => apply(queued, started), TypeError);
  });
});

const takeCase: CaseCommand = { kind: 'takeCase', commandId: 'k' };
const number = fc.nat(12);
const anyCommand: fc.Arbitrary<CaseCommand> = fc.oneof(
  fc.constantFrom<CaseCommand>(
    startCase,
    send,
    { kind: 'addNote', commandId: 'k', text: 'obs' },
    { kind: 'takeCase', commandId: 'k' },
    { kind: 'closeCase', commandId: 'k' },
    { kind: 'leaveQueue', commandId: 'k' },
    { kind: 'returnToQueue', handlerId: eva.id, reason: 'handler_away' },
  ),
  fc.record({
    kind: fc.constant('mark' as const),
    commandId: fc.constant('k'),
    delivered: number,
    read: number,
  }),
);
const anyActor = fc.constantFrom<CaseActor>(resident, nurse, colleague, system);
const anyStory = fc.array(fc.tuple(anyCommand, anyActor), { maxLength: 40 });

/** Every event of a story, refusals left out, and the state after each. */
function tell(story: readonly (readonly [CaseCommand, CaseActor])[]): {
  readonly events: readonly DomainEvent[];
  readonly states: readonly CaseState[];
} {
  const events: DomainEvent[] = [];
  const states: CaseState[] = [];
  let state: CaseState | undefined;
  for (const [command, actor] of story) {
    const decision = decideNow(state, command, actor);
    for (const event of decision.ok ? decision.value : []) {
      state = apply(state, event);
      events.push(event);
      states.push(state);
    }
  }
  return { events, states };
}

describe('whatever is commanded by whomever', () => {
  test('what is decided can be applied, and gives the same case from its events alone', () => {
    fc.assert(
      fc.property(anyStory, story => {
        const { events, states } = tell([[startCase, resident], ...story]);
        assert.deepEqual(applyAll(undefined, events), states.at(-1));
      }),
    );
  });

  test('each audience counts its events without a gap', () => {
    fc.assert(
      fc.property(anyStory, story => {
        const { events, states } = tell([[startCase, resident], ...story]);
        for (const audience of ['resident', 'staff'] as const) {
          const seen = events.filter(event => audiencesOf(event).includes(audience));
          assert.equal(states.at(-1)?.heads[audience], seen.length);
        }
      }),
    );
  });

  test('marks only grow, what is read is delivered, and unread is what the other side wrote above it', () => {
    fc.assert(
      fc.property(anyStory, story => {
        let before: CaseState | undefined;
        for (const state of tell([[startCase, resident], ...story]).states) {
          for (const side of ['resident', 'staff'] as const) {
            const { delivered, read } = state.marks[side];
            assert.ok(read <= delivered && delivered <= lettersOf(state.written).length);
            assert.ok(
              delivered >= (before?.marks[side].delivered ?? 0) && read >= (before?.marks[side].read ?? 0),
            );
            const other = side === 'resident' ? 's' : 'r';
            const unread = [...lettersOf(state.written)].filter(
              (letter, index) => letter === other && index + 1 > read,
            );
            assert.equal(state.unread[side], unread.length);
          }
          before = state;
        }
      }),
    );
  });

  test('a closed case stays closed, and a handler stays until the case is queued again', () => {
    let returns = 0;
    fc.assert(
      fc.property(anyStory, story => {
        let before: CaseState | undefined;
        for (const state of tell([[startCase, resident], [takeCase, nurse], ...story]).states) {
          if (before?.status === 'closed') assert.equal(state.status, 'closed');
          if (before?.handler !== undefined && state.status === 'queued') returns += 1;
          else if (before?.handler !== undefined) assert.deepEqual(state.handler, before.handler);
          if (state.status === 'queued')
            assert.deepEqual([state.handler, state.takenAt], [undefined, undefined]);
          before = state;
        }
      }),
    );
    assert.ok(returns > 0, 'no story put a case back: the law was tried on too little');
  });

  test('a case stands in the queue since it first came there, however often it goes back', () => {
    fc.assert(
      fc.property(anyStory, story => {
        const [started, message, ...later] = tell([[startCase, resident], ...story]).events;
        assert.ok(started && message);
        // Every event a minute after the one before.
        const minutes = [started, message, ...later].map((event, index) => ({
          ...event,
          at: new Date(Date.parse(now) + index * 60_000).toISOString(),
        }));
        const last = applyAll(undefined, minutes);
        assert.equal(last?.queuedAt, '2026-11-24T09:33:00.000Z');
      }),
    );
  });
});
