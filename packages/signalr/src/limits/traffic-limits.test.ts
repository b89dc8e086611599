import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../testing/fake-clock.ts';
import { type Allowance, type TrafficBounds, TrafficLimits } from './traffic-limits.ts';

const clock = new FakeClock();
const limitsOf = (bounds: Partial<TrafficBounds>) =>
  new TrafficLimits({ messagesPerSecond: {}, bytesPerSecond: {}, ...bounds }, clock);
const eva = { address: 'a', userIdentifier: 'eva' };
const bo = { address: 'a', userIdentifier: 'bo' };

function taken(allowance: Allowance | undefined, times = 1_000): number {
  assert.ok(allowance);
  return Array.from({ length: times }, () => allowance.takeMessage()).filter(Boolean).length;
}

test('without bounds there is no allowance to ask', () => {
  assert.equal(limitsOf({}).of(eva), undefined);
  assert.equal(
    limitsOf({ messagesPerSecond: { user: 1 } }).of({ address: 'a', userIdentifier: undefined }),
    undefined,
  );
});

test('each connection has its own messages, five seconds of them at once', () => {
  const limits = limitsOf({ messagesPerSecond: { connection: 10 } });
  const [one, other] = [limits.of(eva), limits.of(eva)];
  assert.equal(taken(one), 50);
  assert.equal(taken(other), 50);
  clock.advance(1_000);
  assert.equal(taken(one), 10);
});

test('connections of an address, and of a user, share theirs', () => {
  const limits = limitsOf({ messagesPerSecond: { address: 20, user: 10 } });
  const [phone, computer, other] = [limits.of(eva), limits.of({ ...eva, address: 'b' }), limits.of(bo)];
  assert.equal(taken(phone), 50);
  assert.equal(taken(computer), 0);
  assert.equal(taken(other), 50);
  clock.advance(1_000);
  assert.equal(taken(other, 1), 1);
  clock.advance(60_000);
  limits.tick(clock.monotonic());
  assert.equal(taken(phone), 50);
});

test('bytes that came are owed, and messages wait till that is paid', () => {
  const limits = limitsOf({ bytesPerSecond: { connection: 100, user: 1_000 } });
  const one = limits.of(eva);
  assert.equal(taken(one, 1), 1);
  one?.receive(800);
  assert.equal(taken(one), 0);
  clock.advance(3_000);
  assert.equal(taken(one), 0);
  clock.advance(1_000);
  assert.equal(taken(one, 1), 1);
});
