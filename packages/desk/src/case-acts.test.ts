import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NaraError } from '@nara/sdk/staff';
import { CaseActs } from './case-acts.ts';
import { sampleDesk } from './desk-samples-testing.ts';
import { FakeStaffClient } from './fake-staff-client-testing.ts';

function acts() {
  const { view, snapshots } = sampleDesk();
  const client = new FakeStaffClient(view, snapshots);
  const changed: string[] = [];
  return {
    client,
    changed,
    acts: new CaseActs(
      caseId => client.case(caseId),
      caseId => changed.push(caseId),
    ),
  };
}

test('a case that is taken leaves nothing to tell', async () => {
  const { acts: own, changed } = acts();
  const taking = own.take('a2');
  assert.deepEqual(own.notice('a2'), { kind: 'taking' });
  assert.equal(await taking, true);
  assert.equal(own.notice('a2'), undefined);
  assert.deepEqual(changed, ['a2', 'a2']);
});

test('taking twice at once asks the hub once', async () => {
  const { acts: own, client } = acts();
  const [first, second] = await Promise.all([own.take('a2'), own.take('a2')]);
  assert.deepEqual([first, second], [true, false]);
  assert.deepEqual(client.case('a2').calls, ['take']);
});

test('who was first is told when the hub says so', async () => {
  const { acts: own, client } = acts();
  client.case('a2').refusal = new NaraError({
    code: 'already_taken',
    retryable: false,
    handler: 'Kim Berglund',
  });
  assert.equal(await own.take('a2'), false);
  assert.deepEqual(own.notice('a2'), { kind: 'taken', by: 'Kim Berglund' });
});

test('each act that fails is told as itself, and can be dismissed', async () => {
  const { acts: own, client } = acts();
  const refusal = new NaraError({ code: 'store_unavailable', retryable: true });
  client.case('a1').refusal = refusal;
  assert.equal(await own.addNote('a1', 'x'), false);
  assert.deepEqual(own.notice('a1'), { kind: 'failed', act: 'note' });
  client.case('a1').refusal = refusal;
  await own.close('a1');
  assert.deepEqual(own.notice('a1'), { kind: 'failed', act: 'close' });
  client.case('a1').refusal = refusal;
  assert.equal(await own.send('a1', 'x'), false);
  assert.deepEqual(own.notice('a1'), { kind: 'failed', act: 'send' });
  own.dismiss('a1');
  assert.equal(own.notice('a1'), undefined);
});
