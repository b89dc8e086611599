import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionLimits } from './connection-limits.ts';

const none = {
  maximumConnections: undefined,
  maximumConnectionsPerAddress: undefined,
  maximumConnectionsPerUser: undefined,
  beginningsPerMinute: undefined,
};
const owner = (address?: string, userIdentifier?: string) => ({ address, userIdentifier });

test('without bounds everybody may begin', () => {
  const limits = new ConnectionLimits(none);
  for (let n = 0; n < 1_000; n += 1) {
    assert.equal(limits.refusal(owner('a', 'u'), 0), undefined);
    limits.add(owner('a', 'u'));
  }
});

test('a full path refuses with 503, and has room when somebody has gone', () => {
  const limits = new ConnectionLimits({ ...none, maximumConnections: 2 });
  limits.add(owner('a'));
  limits.add(owner('b'));
  assert.equal(limits.refusal(owner('c'), 0)?.status, 503);
  limits.remove(owner('a'));
  assert.equal(limits.refusal(owner('c'), 0), undefined);
});

test('an address and a user have so many each, and 429 for more', () => {
  const bounds = { ...none, maximumConnectionsPerAddress: 2, maximumConnectionsPerUser: 3 };
  const limits = new ConnectionLimits(bounds);
  limits.add(owner('a', 'u'));
  limits.add(owner('a', 'u'));
  assert.equal(limits.refusal(owner('a', 'v'), 0)?.status, 429);
  assert.equal(limits.refusal(owner('b', 'u'), 0), undefined);
  limits.add(owner('b', 'u'));
  assert.equal(limits.refusal(owner('c', 'u'), 0)?.status, 429);
  limits.remove(owner('b', 'u'));
  assert.equal(limits.refusal(owner('c', 'u'), 0), undefined);
  // Where nobody knows the address or the user, it is not counted.
  for (let n = 0; n < 5; n += 1) limits.add(owner());
  assert.equal(limits.refusal(owner(), 0), undefined);
});

test('an address that begins too often is told when to come back', () => {
  const limits = new ConnectionLimits({ ...none, beginningsPerMinute: 30 });
  const begun = (address: string, times: number, now: number) =>
    Array.from({ length: times }, () => limits.refusal(owner(address), now)).filter(
      refusal => refusal === undefined,
    ).length;
  assert.equal(begun('a', 40, 0), 30);
  assert.equal(begun('b', 1, 0), 1);
  assert.deepEqual(limits.refusal(owner('a'), 0)?.headers, { 'Retry-After': '2' });
  assert.equal(begun('a', 5, 4_000), 2);
  limits.tick(120_000);
  assert.equal(begun('a', 40, 120_000), 30);
});
