import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from './rate-limits.ts';

test('an IPv4 address is counted by itself, also in its IPv6 form', () => {
  assert.equal(networkOf('192.0.2.7'), '192.0.2.7');
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
});

test('all addresses of an IPv6 network of 64 bits are counted as one, however they are written', () => {
  const one = networkOf('2001:db8:0:7:1:2:3:4');
  for (const other of [
    '2001:db8:0:7::',
    '2001:0db8:0000:0007:ffff::1',
    '2001:db8:0:7::9',
    '2001:db8::7:0:0:0:1',
  ])
    assert.equal(networkOf(other), one, other);
  for (const other of ['2001:db8:0:8::9', '2001:db8:1:7::9', '::1', 'fe80::1%eth0', '2001:db8::7'])
    assert.notEqual(networkOf(other), one, other);
});
