import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webhookHeaders, webhookKey } from './sign-webhook.ts';

test('a secret is whsec_ and 24 to 64 bytes in base64', () => {
  const secret = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
  assert.equal(webhookKey(secret(24))?.length, 24);
  assert.equal(webhookKey(secret(64))?.length, 64);
  for (const wrong of [secret(23), secret(65), 'whsec_', 'secret', secret(32).slice(6), `${secret(32)} `])
    assert.equal(webhookKey(wrong), undefined, wrong);
});

test('the signature is that of the example in the Standard Webhooks libraries', () => {
  const key = webhookKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  assert.ok(key);
  const headers = webhookHeaders(
    key,
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1_614_265_330_999,
    '{"test": 2432232314}',
  );
  assert.equal(headers['webhook-timestamp'], '1614265330');
  assert.equal(headers['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  assert.equal(headers['webhook-id'], headers['idempotency-key']);
});
