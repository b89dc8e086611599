import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstState, type KnownCases, next, type PanelInput, type PanelState } from './panel-state.ts';

const run = (inputs: readonly PanelInput[], from: PanelState = firstState) => inputs.reduce(next, from);
const listed: KnownCases = { listed: true, open: [] };
const chosen: PanelInput = { type: 'service_chosen', serviceId: 'symptoms' };
const signedIn: PanelInput = { type: 'signed_in', other: false };

test('a first message goes by way of login and back to where it was written', () => {
  const asked = run([chosen, { type: 'send_wanted', known: undefined }]);
  assert.equal(asked.view, 'login');
  const returned = run([signedIn, { type: 'cases_known', known: listed }], asked);
  assert.equal(returned.view, 'write');
  assert.equal(returned.serviceId, 'symptoms');
  const sent = run([{ type: 'send_wanted', known: listed }], returned);
  assert.ok(sent.starting);
  assert.deepEqual(
    [run([{ type: 'started', caseId: 'a' }], sent)].map(({ view, caseId, starting }) => [
      view,
      caseId,
      starting,
    ]),
    [['case', 'a', false]],
  );
});

test('a second press while the first message is on its way changes nothing', () => {
  const sending = run([chosen, signedIn, { type: 'send_wanted', known: listed }]);
  assert.equal(next(sending, { type: 'send_wanted', known: listed }), sending);
});

test('a person listed nowhere chooses a clinic, then the message goes', () => {
  const known = { listed: false, open: [] };
  const asked = run([chosen, signedIn, { type: 'send_wanted', known }]);
  assert.equal(asked.view, 'clinic');
  assert.ok(!asked.starting);
  const answered = run([{ type: 'unit_chosen', unitId: 'u1' }], asked);
  assert.deepEqual([answered.view, answered.unitId, answered.starting], ['write', 'u1', true]);
});

test('the hub may also say that a clinic is needed', () => {
  const sending = run([chosen, signedIn, { type: 'send_wanted', known: listed }]);
  const asked = next(sending, { type: 'start_failed', code: 'unit_needed' });
  assert.deepEqual([asked.view, asked.starting], ['clinic', false]);
});

test('who has gone elsewhere while the first message was on its way is led back when it is refused', () => {
  const gone = run([
    chosen,
    signedIn,
    { type: 'send_wanted', known: listed },
    { type: 'show', view: 'cases' },
  ]);
  const refused = next(gone, { type: 'start_failed', code: 'too_many_cases', serviceId: 'symptoms' });
  assert.deepEqual(
    [refused.view, refused.serviceId, refused.starting, refused.failed],
    ['write', 'symptoms', false, 'too_many_cases'],
  );
  const asked = next(gone, { type: 'start_failed', code: 'unit_needed', serviceId: 'symptoms' });
  assert.deepEqual([asked.view, asked.serviceId], ['clinic', 'symptoms']);
  assert.equal(run([{ type: 'unit_chosen', unitId: 'u1' }], asked).view, 'write');
});

test('a first message from before a reload stands where it is written, whatever was shown', () => {
  const talking = run([signedIn, { type: 'case_chosen', caseId: 'a' }]);
  const resumed = next(talking, { type: 'start_resumed', serviceId: 'symptoms', unitId: 'u1' });
  assert.deepEqual(
    [resumed.view, resumed.serviceId, resumed.unitId, resumed.caseId, resumed.starting],
    ['write', 'symptoms', 'u1', undefined, true],
  );
  const known = { listed: true, open: ['a'] };
  assert.equal(next(resumed, { type: 'cases_known', known }), resumed);
  const over = next(resumed, { type: 'session_ended', reason: 'idle' });
  const again = run([signedIn, { type: 'start_resumed', serviceId: 'symptoms' }], over);
  assert.equal(next(again, { type: 'cases_known', known }).view, 'write');
});

test('what a person has agreed to holds for the tab, not for the next person', () => {
  const agreed = run([chosen, { type: 'consented', version: '2026-11' }]);
  assert.deepEqual([agreed.view, agreed.consent], ['write', '2026-11']);
  assert.equal(run([signedIn, { type: 'started', caseId: 'a' }], agreed).consent, '2026-11');
  assert.equal(next(agreed, { type: 'signed_in', other: true }).consent, undefined);
});

test('with a case open, a new one begins only when that is said', () => {
  const known = { listed: true, open: ['a'] };
  const asked = run([chosen, signedIn, { type: 'send_wanted', known }]);
  assert.equal(asked.view, 'cases');
  const insisted = run([{ type: 'new_wanted' }], asked);
  assert.deepEqual([insisted.view, insisted.serviceId], ['write', 'symptoms']);
  assert.ok(run([{ type: 'send_wanted', known }], insisted).starting);
  assert.equal(run([{ type: 'case_chosen', caseId: 'a' }], asked).view, 'case');
});

test('login without a service leads to what the person has', () => {
  const after = (open: readonly string[]) =>
    run([{ type: 'login_wanted' }, signedIn, { type: 'cases_known', known: { listed: true, open } }]);
  assert.equal(after([]).view, 'start');
  assert.deepEqual([after(['a']).view, after(['a']).caseId], ['case', 'a']);
  assert.equal(after(['b', 'a']).view, 'cases');
});

test('news of cases moves nobody who is doing something else', () => {
  const writing = run([signedIn, chosen]);
  assert.equal(next(writing, { type: 'cases_known', known: { listed: true, open: ['a'] } }), writing);
});

test('a session that ends keeps the case, and login leads back to it', () => {
  const talking = run([signedIn, { type: 'case_chosen', caseId: 'a' }]);
  const over = next(talking, { type: 'session_ended', reason: 'idle' });
  assert.deepEqual([over.view, over.signedIn, over.caseId], ['ended', false, 'a']);
  const again = run([{ type: 'login_wanted' }, signedIn, { type: 'cases_known', known: listed }], over);
  assert.deepEqual([again.view, again.caseId], ['case', 'a']);
});

test('the end of a session means nothing to who has none', () => {
  assert.equal(next(firstState, { type: 'session_ended', reason: 'idle' }), firstState);
});

test('back leads the way one came, and from the menu to where it was opened', () => {
  const there = run([chosen, { type: 'send_wanted', known: undefined }, { type: 'show', view: 'menu' }]);
  assert.deepEqual(there.trail, ['start', 'write', 'login']);
  const views = [1, 2, 3, 4].map(
    steps =>
      run(
        Array.from({ length: steps }, () => ({ type: 'back' }) as const),
        there,
      ).view,
  );
  assert.deepEqual(views, ['login', 'write', 'start', 'start']);
});

test('a failure is shown once: the next step takes it away', () => {
  const failed = run([chosen, signedIn, { type: 'start_failed', code: 'store_unavailable' }]);
  assert.equal(failed.failed, 'store_unavailable');
  assert.equal(run([{ type: 'send_wanted', known: listed }], failed).failed, undefined);
});

test('another person who logs in in the same tab comes to nothing of the one before', () => {
  const over = run([
    signedIn,
    { type: 'case_chosen', caseId: 'a' },
    { type: 'session_ended', reason: 'idle' },
  ]);
  const other = run([{ type: 'login_wanted' }, { type: 'signed_in', other: true }], over);
  assert.equal(other.caseId, undefined);
  assert.equal(next(other, { type: 'cases_known', known: listed }).view, 'start');
});

test('a login that led nowhere says why: refused, or the provider away', () => {
  const failed = (code?: 'login_failed' | 'unreachable') =>
    next(firstState, code === undefined ? { type: 'login_failed' } : { type: 'login_failed', code });
  assert.deepEqual([failed().view, failed().failed], ['login', 'login_failed']);
  assert.deepEqual([failed('unreachable').view, failed('unreachable').failed], ['login', 'unreachable']);
});
