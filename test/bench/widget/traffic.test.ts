import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TrafficCount } from './traffic.ts';

const page = 'http://localhost:1/';

/** A count that has heard these events of the Network domain. */
function heard(...events: readonly (readonly [method: string, params: object])[]): TrafficCount {
  const traffic = new TrafficCount(page);
  for (const [method, params] of events)
    traffic.hear({ session: '', method: `Network.${method}`, params: params as never });
  return traffic;
}
const asked = (requestId: string, url: string, at: number, more: object = {}) =>
  ['requestWillBeSent', { requestId, request: { url }, wallTime: at / 1000, ...more }] as const;
const came = (requestId: string, encodedDataLength: number) =>
  ['loadingFinished', { requestId, encodedDataLength }] as const;

test('what was begun by then is counted whole, without the page itself and what it holds', () => {
  const traffic = heard(
    asked('1', page, 1_000),
    asked('2', 'http://127.0.0.1:1/a.js', 2_000),
    asked('3', 'data:image/png,', 2_000),
    asked('4', 'http://127.0.0.1:1/b.js', 3_000),
    ...[came('1', 500), came('2', 100), came('4', 40)],
  );
  assert.deepEqual(traffic.until(2_500), { requests: 1, bytes: 100 });
  assert.deepEqual(traffic.until(3_000), { requests: 2, bytes: 140 });
});

test('a redirect is part of its request, and messages of their socket', () => {
  const traffic = heard(
    asked('1', 'http://127.0.0.1:1/old', 1_000),
    asked('1', 'http://127.0.0.1:1/new', 1_000, { redirectResponse: { encodedDataLength: 30 } }),
    came('1', 100),
  );
  assert.deepEqual(traffic.until(1_000), { requests: 1, bytes: 130 });
  const socket = heard(
    ['webSocketCreated', { requestId: '1', url: 'ws://127.0.0.1:1/' }],
    ['webSocketFrameSent', { requestId: '1', response: { payloadData: 'å' } }],
    ['webSocketFrameReceived', { requestId: '1', response: { payloadData: 'abc' } }],
  );
  assert.deepEqual(socket.until(Number.POSITIVE_INFINITY), { requests: 1, bytes: 5 });
});

test('a page is not quiet while something is under way', () => {
  assert.equal(heard(asked('1', 'http://127.0.0.1:1/a.js', 1_000)).isQuiet(0), false);
  assert.equal(heard(asked('1', 'http://127.0.0.1:1/a.js', 1_000), came('1', 1)).isQuiet(0), true);
  const failed = heard(asked('1', 'http://127.0.0.1:1/a.js', 1_000), ['loadingFailed', { requestId: '1' }]);
  assert.equal(failed.isQuiet(0), true);
});
