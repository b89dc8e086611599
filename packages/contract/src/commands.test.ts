import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as contract from './contract.ts';

const commandId = 'b3d0a0a5-4a4e-4d6e-9a57-4b1f6f0c1d11';
const caseId = '0b0c2b0e-6a33-4a44-8f0e-0d7f4f6b7a10';

test('a message is normalised before it is measured', () => {
  const most = 'å'.repeat(contract.limits.messageText);
  const parsed = contract.sendMessage.safeParse({
    commandId,
    caseId,
    text: `\u0000 ${most.replaceAll('å', 'a\u030a')} `,
  });
  assert.ok(parsed.success);
  assert.equal(parsed.data.text, most);
});

test('a message one unit over the limit is refused, at text', () => {
  const parsed = contract.sendMessage.safeParse({
    commandId,
    caseId,
    text: 'x'.repeat(contract.limits.messageText + 1),
  });
  assert.ok(!parsed.success);
  assert.deepEqual(parsed.error.issues[0]?.path, ['text']);
});

test('an empty message is refused', () => {
  for (const text of ['', ' \n ', '\u0000'])
    assert.ok(!contract.sendMessage.safeParse({ commandId, caseId, text }).success, JSON.stringify(text));
});

test('ids that are not UUIDs, fractions and other types are refused', () => {
  assert.ok(!contract.leaveQueue.safeParse({ commandId: 'x', caseId }).success);
  assert.ok(!contract.eventsSince.safeParse({ caseId, n: 1.5 }).success);
  assert.ok(!contract.eventsSince.safeParse({ caseId, n: -1 }).success);
  assert.ok(!contract.setTyping.safeParse({ caseId, typing: 'yes' }).success);
  assert.ok(
    !contract.startCase.safeParse({
      commandId,
      serviceId: 'x'.repeat(65),
      unitId: null,
      language: 'sv',
      text: 'a',
    }).success,
  );
  for (const input of [null, 1, 'x', [], undefined]) assert.ok(!contract.caseInput.safeParse(input).success);
});

test('a property that is not ours is dropped, also __proto__', () => {
  const parsed = contract.caseInput.safeParse(
    JSON.parse(`{"caseId":"${caseId}","__proto__":{"x":1},"more":1}`),
  );
  assert.ok(parsed.success);
  assert.deepEqual(Object.keys(parsed.data), ['caseId']);
});

test('a refusal carries its code’s own retryable', () => {
  assert.deepEqual(contract.refuse('store_unavailable'), {
    ok: false,
    error: { code: 'store_unavailable', retryable: true },
  });
  assert.deepEqual(contract.refuse('invalid_input', { path: 'text' }), {
    ok: false,
    error: { code: 'invalid_input', retryable: false, path: 'text' },
  });
});
