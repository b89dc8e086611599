import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '@nara/contract';
import { type FeedbackEvent, isDone, mayTryAgain, nextState, noAnswer, roomFor } from './feedback-state.ts';

const yes = { type: 'answered', answer: 'yes' } as const;
const no = { type: 'answered', answer: 'no' } as const;
const arrived = { type: 'arrived' } as const;
const tryAgain = { type: 'tryAgain' } as const;
const handIn = (comment: string) => ({ type: 'handedIn', comment }) as const;
const after = (...events: readonly FeedbackEvent[]) => events.reduce(nextState, noAnswer);

test('an answer is sent at once, and can be changed', () => {
  assert.deepEqual(after(yes), { ...noAnswer, answer: 'yes', delivery: 'sending' });
  assert.equal(after(yes, arrived).delivery, 'sent');
  assert.deepEqual(after(yes, arrived, no), { ...noAnswer, answer: 'no', delivery: 'sending' });
});

test('the same answer again is not sent again, unless it did not arrive', () => {
  for (const state of [after(yes), after(yes, arrived)]) assert.equal(nextState(state, yes), state);
  assert.equal(after(yes, { type: 'missed', miss: 'failed' }, yes).delivery, 'sending');
});

test('a comment goes with its answer, and ends it', () => {
  const state = after(yes, arrived, handIn('Bra'));
  assert.deepEqual(state, { ...noAnswer, answer: 'yes', comment: 'Bra', delivery: 'sending' });
  assert.equal(isDone(state), false);
  assert.equal(isDone(nextState(state, arrived)), true);
  assert.equal(isDone(after(yes, arrived)), false);
});

test('a comment with a fault is not sent, and the fault goes when it is typed in', () => {
  for (const [comment, fault] of [
    [' \n ', 'empty'],
    ['x'.repeat(limits.feedbackComment + 1), 'tooLong'],
  ] as const) {
    const state = after(yes, arrived, handIn(comment));
    assert.deepEqual(state, { ...noAnswer, answer: 'yes', delivery: 'sent', fault });
    assert.equal(nextState(state, { type: 'typed' }).fault, undefined);
  }
  assert.equal(after(yes, handIn('x'.repeat(limits.feedbackComment))).delivery, 'sending');
});

test('what did not arrive can be tried again, save what is refused', () => {
  for (const miss of ['offline', 'failed', 'tooMany'] as const) {
    const state = after(yes, { type: 'missed', miss });
    assert.equal(state.delivery, miss);
    assert.equal(mayTryAgain(state), true);
    assert.equal(nextState(state, tryAgain).delivery, 'sending');
  }
  const refused = after(yes, { type: 'missed', miss: 'refused' });
  assert.equal(mayTryAgain(refused), false);
  assert.equal(nextState(refused, tryAgain), refused);
  assert.equal(after(yes, arrived, tryAgain).delivery, 'sent');
  assert.equal(after(tryAgain), noAnswer);
});

test('room is what is left without the white space around', () => {
  assert.equal(roomFor('  å\n'), limits.feedbackComment - 1);
  assert.equal(roomFor('x'.repeat(limits.feedbackComment + 2)), -2);
});
