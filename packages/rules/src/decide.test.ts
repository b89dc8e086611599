import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { limits } from '@nara/contract';
import type { CaseState } from './case-state.ts';
import type { CaseActor, CaseCommand } from './decide.ts';
import {
  active,
  after,
  closed,
  colleague,
  decideNow,
  eva,
  ids,
  now,
  nurse,
  olle,
  queued,
  resident,
  startCase,
  system,
} from './testing/sample-case.ts';

const send: CaseCommand = { kind: 'sendMessage', commandId: 'k', text: 'Hej' };
const note: CaseCommand = { kind: 'addNote', commandId: 'k', text: 'obs' };
const take: CaseCommand = { kind: 'takeCase', commandId: 'k' };
const close: CaseCommand = { kind: 'closeCase', commandId: 'k' };
const leave: CaseCommand = { kind: 'leaveQueue', commandId: 'k' };
const back: CaseCommand = { kind: 'returnToQueue', handlerId: eva.id, reason: 'handler_away' };
const mark = (delivered: number, read: number): CaseCommand => ({
  kind: 'mark',
  commandId: 'k',
  delivered,
  read,
});

/** What comes of a command: the kinds of its events, or the code of the refusal and who has the case. */
function outcome(state: CaseState | undefined, command: CaseCommand, actor: CaseActor): string {
  const decision = decideNow(state, command, actor);
  if (decision.ok) return decision.value.map(({ kind }) => kind).join(' ') || 'nothing';
  return [decision.error.code, decision.error.handler].filter(part => part !== undefined).join(': ');
}

const states = { absent: undefined, queued, active, closed };
const actors = { resident, nurse, colleague };
const expected: readonly [
  keyof typeof states,
  CaseCommand['kind'],
  Readonly<Record<keyof typeof actors, string>>,
][] = [
  ['absent', 'startCase', { resident: 'started message queued', nurse: 'not_found', colleague: 'not_found' }],
  [
    'queued',
    'startCase',
    { resident: 'command_reused', nurse: 'command_reused', colleague: 'command_reused' },
  ],
  ['absent', 'sendMessage', { resident: 'not_found', nurse: 'not_found', colleague: 'not_found' }],
  ['queued', 'sendMessage', { resident: 'message', nurse: 'not_handler', colleague: 'not_handler' }],
  ['active', 'sendMessage', { resident: 'message', nurse: 'message', colleague: 'not_handler: Eva Ek' }],
  ['closed', 'sendMessage', { resident: 'case_closed', nurse: 'case_closed', colleague: 'case_closed' }],
  ['queued', 'addNote', { resident: 'not_found', nurse: 'not_handler', colleague: 'not_handler' }],
  ['active', 'addNote', { resident: 'not_found', nurse: 'note', colleague: 'not_handler: Eva Ek' }],
  ['closed', 'addNote', { resident: 'case_closed', nurse: 'case_closed', colleague: 'case_closed' }],
  ['queued', 'takeCase', { resident: 'not_found', nurse: 'taken', colleague: 'taken' }],
  ['active', 'takeCase', { resident: 'not_found', nurse: 'nothing', colleague: 'already_taken: Eva Ek' }],
  ['closed', 'takeCase', { resident: 'case_closed', nurse: 'case_closed', colleague: 'case_closed' }],
  ['queued', 'closeCase', { resident: 'not_found', nurse: 'not_handler', colleague: 'not_handler' }],
  ['active', 'closeCase', { resident: 'not_found', nurse: 'closed', colleague: 'not_handler: Eva Ek' }],
  ['closed', 'closeCase', { resident: 'case_closed', nurse: 'case_closed', colleague: 'case_closed' }],
  ['queued', 'leaveQueue', { resident: 'closed', nurse: 'not_found', colleague: 'not_found' }],
  ['active', 'leaveQueue', { resident: 'not_queued', nurse: 'not_found', colleague: 'not_found' }],
  ['closed', 'leaveQueue', { resident: 'case_closed', nurse: 'case_closed', colleague: 'case_closed' }],
  ['absent', 'returnToQueue', { resident: 'not_found', nurse: 'not_found', colleague: 'not_found' }],
  ['active', 'returnToQueue', { resident: 'not_found', nurse: 'not_found', colleague: 'not_found' }],
  ['absent', 'mark', { resident: 'not_found', nurse: 'not_found', colleague: 'not_found' }],
  ['queued', 'mark', { resident: 'nothing', nurse: 'marked', colleague: 'marked' }],
  ['closed', 'mark', { resident: 'nothing', nurse: 'marked', colleague: 'marked' }],
];
const commands = {
  startCase,
  sendMessage: send,
  addNote: note,
  takeCase: take,
  closeCase: close,
  leaveQueue: leave,
  returnToQueue: back,
  mark: mark(9, 9),
};

describe('what a command leads to', () => {
  for (const [status, kind, outcomes] of expected) {
    for (const who of ['resident', 'nurse', 'colleague'] as const) {
      test(`${kind} in a case that is ${status}, by the ${who}: ${outcomes[who]}`, () => {
        assert.equal(outcome(states[status], commands[kind], actors[who]), outcomes[who]);
      });
    }
  }
});

describe('the events', () => {
  test('of a start hold where the case belongs and what was written', () => {
    const decision = decideNow(undefined, startCase, resident);
    assert.deepEqual(decision, {
      ok: true,
      value: [
        {
          kind: 'started',
          at: now,
          caseId: ids.caseId,
          reference: ids.reference,
          personKey: 'p1',
          unitId: 'a',
          providerId: 'p',
          register: 'health',
          serviceId: 'symptoms',
          language: 'sv',
        },
        { kind: 'message', at: now, id: 'm1', number: 1, side: 'resident', text: 'Hej', commandId: 'k0' },
        { kind: 'queued', at: now },
      ],
    });
  });

  test('of staff name who wrote, and messages are numbered on over both sides', () => {
    const decision = decideNow(active, send, nurse);
    assert.deepEqual(decision.ok && decision.value, [
      {
        kind: 'message',
        at: now,
        id: 'm1',
        number: 2,
        side: 'staff',
        author: eva,
        text: 'Hej',
        commandId: 'k',
      },
    ]);
  });
});

describe('the hub itself', () => {
  test('puts a case back only while the handler it means has it', () => {
    assert.equal(outcome(undefined, back, system), 'not_found');
    assert.equal(outcome(queued, back, system), 'not_handler');
    assert.equal(outcome(active, { ...back, handlerId: olle.id }, system), 'not_handler: Eva Ek');
    assert.equal(outcome(active, back, system), 'returned');
    assert.equal(outcome(closed, back, system), 'case_closed');
  });

  test('does nothing else', () => {
    for (const command of Object.values(commands).filter(({ kind }) => kind !== 'returnToQueue'))
      assert.equal(outcome(active, command, system), 'not_found', command.kind);
    assert.equal(outcome(undefined, startCase, system), 'not_found');
  });

  test('leaves nobody handling it and the instant it has waited since, and the next can take it', () => {
    const { handler: _handler, takenAt: _takenAt, ...rest } = active;
    const returned = after(active, back, system);
    const heads = { resident: active.heads.resident + 1, staff: active.heads.staff + 1 };
    assert.deepEqual(returned, { ...rest, status: 'queued', heads });
    assert.equal(returned.queuedAt, queued.queuedAt);
    assert.equal(outcome(returned, take, colleague), 'taken');
    assert.equal(outcome(returned, send, nurse), 'not_handler');
  });
});

test('a region’s text is agreed to in the version of now, which stays with the case', () => {
  const wanted = { ...startCase, consentWanted: '2026-11' };
  assert.equal(outcome(undefined, wanted, resident), 'consent_needed');
  assert.equal(outcome(undefined, { ...wanted, consent: '2025-01' }, resident), 'consent_needed');
  const versionOf = (command: CaseCommand): unknown => {
    const decision = decideNow(undefined, command, resident);
    const [first] = decision.ok ? decision.value : [];
    return first?.kind === 'started' && [first.consent, first.at];
  };
  assert.deepEqual(versionOf({ ...wanted, consent: '2026-11' }), ['2026-11', now]);
  assert.deepEqual(versionOf({ ...startCase, consent: 'of nobody' }), [undefined, now]);
});

test('a person with as many open cases as allowed is refused another', () => {
  const another = { ...startCase, openCases: limits.openCases };
  assert.equal(outcome(undefined, another, resident), 'too_many_cases');
  assert.equal(
    outcome(undefined, { ...another, openCases: limits.openCases - 1 }, resident),
    'started message queued',
  );
});

describe('marks', () => {
  const answered = after(active, send, nurse);
  const marksOf = (state: CaseState, delivered: number, read: number, actor: CaseActor) => {
    const decision = decideNow(state, mark(delivered, read), actor);
    const [event] = decision.ok ? decision.value : [];
    return event?.kind === 'marked' ? event.marks : undefined;
  };

  test('reach at most the last message of the other side', () => {
    assert.deepEqual(marksOf(answered, 99, 0, resident), { delivered: 2, read: 0 });
    assert.deepEqual(marksOf(answered, 99, 99, nurse), { delivered: 1, read: 1 });
  });

  test('of what is read say that it was delivered', () => {
    assert.deepEqual(marksOf(answered, 0, 2, resident), { delivered: 2, read: 2 });
  });

  test('never shrink, and one that changes nothing is no event', () => {
    const read = after(answered, mark(2, 2), resident);
    assert.equal(outcome(read, mark(1, 0), resident), 'nothing');
    assert.equal(outcome(read, mark(2, 2), resident), 'nothing');
  });
});
