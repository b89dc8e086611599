import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, before, beforeEach, describe, mock, test } from 'node:test';
import { ManualClock } from '@nara/hub/memory';
import { errors, jwtVerify } from 'jose';
import { startTestIssuer, type TestIssuer } from '../testing/test-issuer.ts';
import { issuerKeys, KeysUnreachable } from './issuer-keys.ts';

const clock = new ManualClock();
let issuer: TestIssuer;
let asked: number;
before(async () => {
  issuer = await startTestIssuer(() => clock.now());
  mock.timers.enable({ apis: ['Date'], now: clock.now() });
});
after(async () => {
  mock.timers.reset();
  await issuer.close();
});
beforeEach(() => {
  issuer.answer = undefined;
  asked = issuer.asked;
});

const open = () => issuerKeys({ jwks: issuer.jwks }, clock);
const currentDate = new Date(clock.now());
const check = async (keys: ReturnType<typeof open>, header = {}) =>
  void (await jwtVerify(await issuer.sign({ header }), keys, { currentDate }));

describe('published keys', () => {
  test('are fetched once for many tokens, also for those that come together', async () => {
    const keys = open();
    await Promise.all([check(keys), check(keys), check(keys)]);
    await check(keys);
    assert.equal(issuer.asked - asked, 1);
  });

  test('are fetched again after ten minutes', async () => {
    const keys = open();
    await check(keys);
    mock.timers.tick(599_999);
    await check(keys);
    assert.equal(issuer.asked - asked, 1);
    mock.timers.tick(1);
    await check(keys);
    assert.equal(issuer.asked - asked, 2);
  });

  test('are fetched again for a key that has been rotated in, but not more than every 30 s', async () => {
    const keys = open();
    await check(keys);
    await issuer.rotate();
    await assert.rejects(check(keys), errors.JWKSNoMatchingKey);
    assert.equal(issuer.asked - asked, 1);
    mock.timers.tick(30_000);
    await check(keys);
    assert.equal(issuer.asked - asked, 2);
    for (const kid of ['a', 'b', 'c']) await assert.rejects(check(keys, { kid }), errors.JWKSNoMatchingKey);
    assert.equal(issuer.asked - asked, 2);
  });

  const failures: Readonly<Record<string, (response: ServerResponse) => void>> = {
    'an error': response => response.writeHead(500).end('{}'),
    'an address elsewhere': response => response.writeHead(302, { location: issuer.issuer }).end(),
    'no JSON': response => response.end('<html>'),
    'no key set': response => response.end('{"keys":7}'),
    'more than 64 kB': response => response.end(JSON.stringify({ keys: [], more: 'x'.repeat(64 * 1024) })),
    'a cut connection': response => response.destroy(),
    'nothing for 5 s': () => {},
  };
  for (const [name, answer] of Object.entries(failures))
    test(`cannot be had when the issuer answers with ${name}; it is left alone for 5 s and then asked again`, async () => {
      const keys = open();
      issuer.answer = answer;
      await assert.rejects(check(keys), KeysUnreachable);
      issuer.answer = undefined;
      clock.advance(4_999);
      await assert.rejects(check(keys), KeysUnreachable);
      assert.equal(issuer.asked - asked, 1);
      clock.advance(1);
      await check(keys);
      assert.equal(issuer.asked - asked, 2);
    });

  test('of 64 kB are read', async () => {
    const keys = open();
    const set = JSON.stringify({ keys: [await issuer.publicKey()], more: '' });
    issuer.answer = response =>
      response.end(set.replace('""', `"${'x'.repeat(64 * 1024 - Buffer.byteLength(set))}"`));
    await check(keys);
  });
});
