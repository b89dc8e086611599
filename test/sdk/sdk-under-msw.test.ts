import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { createSessionApi, fetchRegion, NaraError } from '@nara/sdk/resident';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';

const hub = 'https://hub.example';
const base = `${hub}/r/norrvik`;
const server = setupServer();
const api = createSessionApi({ hub, region: 'norrvik' });

before(() => server.listen());
afterEach(() => server.resetHandlers());
after(() => server.close());

/** The code and whether to try again, of what a call rejects with. */
async function failure(call: Promise<unknown>): Promise<{ code: string; retryable: boolean }> {
  const error = await call.then(
    () => assert.fail('the call was to fail'),
    reason => reason,
  );
  assert.ok(error instanceof NaraError, String(error));
  return { code: error.code, retryable: error.retryable };
}

test('a network that is away is unreachable and worth another try', async () => {
  server.use(http.get(`${base}/about`, () => HttpResponse.error()));
  assert.deepEqual(await failure(fetchRegion(hub, 'norrvik')), { code: 'unreachable', retryable: true });
});

test('a page of a proxy or a captive portal in the hub’s place is unreachable', async () => {
  server.use(http.get(`${base}/about`, () => HttpResponse.html('<h1>Välj nätverk</h1>')));
  assert.deepEqual(await failure(fetchRegion(hub, 'norrvik')), { code: 'unreachable', retryable: true });
  server.use(http.post(`${base}/session/extend`, () => HttpResponse.html('<h1>502</h1>', { status: 502 })));
  assert.deepEqual(await failure(api.extendSession('token')), { code: 'unreachable', retryable: true });
});

test('a problem of the hub keeps its code', async () => {
  server.use(
    http.post(`${base}/session`, () =>
      HttpResponse.json(
        { type: 'about:blank', title: 'Forbidden', status: 403, code: 'login_failed', retryable: false },
        { status: 403, headers: { 'content-type': 'application/problem+json' } },
      ),
    ),
  );
  const input = { code: 'a'.repeat(43), verifier: 'b'.repeat(43) };
  assert.deepEqual(await failure(api.tradeCode(input)), { code: 'login_failed', retryable: false });
});

test('the token travels in the header and in no address', async () => {
  let seen: Request | undefined;
  server.use(
    http.get(`${base}/session`, ({ request }) => {
      seen = request;
      return HttpResponse.json({ type: 'about:blank', code: 'session_ended' }, { status: 401 });
    }),
  );
  assert.equal(await api.readSession('secret-token'), undefined);
  assert.equal(seen?.headers.get('authorization'), 'Bearer secret-token');
  assert.doesNotMatch(seen?.url ?? '', /secret/);
});
