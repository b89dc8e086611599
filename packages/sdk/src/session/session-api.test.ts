import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { outboxKey } from '../outbox/outbox-key.ts';
import { fetchRegion } from '../region/fetch-region.ts';
import { challengeOf, createVerifier } from './pkce.ts';
import { createSessionApi, type SessionApi } from './session-api.ts';

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

describe('session calls', () => {
  const seen: {
    readonly what: string;
    readonly authorization?: string | undefined;
    readonly body: string;
  }[] = [];
  let reply: Reply = { status: 200, body: {} };
  let http: Server;
  let origin: string;
  let api: SessionApi;

  before(async () => {
    http = createServer(async (request, response) => {
      const body = await read(request);
      const { authorization } = request.headers;
      seen.push({ what: `${request.method} ${request.url}`, authorization, body });
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(reply.body === undefined ? '' : JSON.stringify(reply.body));
    });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const address = http.address();
    assert(typeof address === 'object' && address !== null);
    origin = `http://127.0.0.1:${address.port}`;
    api = createSessionApi({ hub: origin, region: 'norrvik' });
  });
  after(() => {
    http.closeAllConnections();
    http.close();
  });
  beforeEach(() => {
    seen.length = 0;
    reply = { status: 200, body: {} };
  });

  it('go to the region, with the token in a header only', async () => {
    const challenge = 'c'.repeat(43);
    await api.tradeCode({ code: 'a'.repeat(43), verifier: 'b'.repeat(43) });
    await api.extendSession('token');
    await api.siblingCode('token', challenge);
    await api.logout({ token: 'token' });
    assert.deepEqual(seen, [
      {
        what: 'POST /r/norrvik/session',
        authorization: undefined,
        body: JSON.stringify({ code: 'a'.repeat(43), verifier: 'b'.repeat(43) }),
      },
      { what: 'POST /r/norrvik/session/extend', authorization: 'Bearer token', body: '' },
      {
        what: 'POST /r/norrvik/session/code',
        authorization: 'Bearer token',
        body: JSON.stringify({ challenge }),
      },
      { what: 'DELETE /r/norrvik/session', authorization: 'Bearer token', body: '' },
    ]);
    assert.equal(api.loginAddress('h+1'), `${origin}/r/norrvik/login?h=h%2B1`);
  });

  it('a session that has ended is absent when it is read, and an error when it is extended', async () => {
    reply = { status: 401 };
    assert.equal(await api.readSession('token'), undefined);
    await assert.rejects(api.extendSession('token'), { code: 'session_ended', retryable: false });
  });

  it("a problem's own code and path are told", async () => {
    reply = { status: 400, body: { code: 'login_failed', retryable: false } };
    await assert.rejects(api.tradeCode({ code: '', verifier: '' }), {
      name: 'NaraError',
      code: 'login_failed',
    });
    reply = { status: 400, body: { code: 'invalid_input', retryable: false, path: 'returnTo' } };
    await assert.rejects(api.siblingCode('token', ''), { code: 'invalid_input', path: 'returnTo' });
  });

  it('an answer that is no problem of ours is judged by its status', async () => {
    for (const [status, code, retryable] of [
      [403, 'origin_refused', false],
      [404, 'not_found', false],
      [429, 'too_many', true],
      [503, 'unreachable', true],
      [500, 'internal', true],
    ] as const) {
      reply = { status, body: 'a page of a proxy' };
      await assert.rejects(fetchRegion(origin, 'norrvik'), { code, retryable }, `${status}`);
    }
  });

  it('an answer that is no JSON came from something else: unreachable', async () => {
    reply = { status: 200 };
    await assert.rejects(fetchRegion(origin, 'norrvik'), { name: 'NaraError', code: 'unreachable' });
  });

  it('a hub that is not there is unreachable, and logging out has wiped the outbox all the same', async () => {
    const gone = createServer();
    gone.listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const address = gone.address();
    assert(typeof address === 'object' && address !== null);
    gone.close();
    await once(gone, 'close');
    const kept = new Map([
      [outboxKey('norrvik', 'person-1'), '[]'],
      [outboxKey('norrvik', 'person-2'), '[]'],
    ]);
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
    const away = createSessionApi({ hub: `http://127.0.0.1:${address.port}`, region: 'norrvik' });
    await assert.rejects(away.logout({ token: 'token', storage, personKey: 'person-1' }), {
      code: 'unreachable',
      retryable: true,
    });
    assert.deepEqual([...kept.keys()], [outboxKey('norrvik', 'person-2')]);
  });

  it('an address that is none, or no region, is a TypeError that names it', () => {
    assert.throws(() => createSessionApi({ hub: '/hub', region: 'norrvik' }), /^TypeError: hub/);
    assert.throws(() => createSessionApi({ hub: origin, region: '' }), /^TypeError: region/);
  });
});

it('the challenge of a verifier is that of RFC 7636, appendix B', async () => {
  assert.equal(
    await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
  assert.match(createVerifier(), /^[A-Za-z0-9_-]{43}$/);
  assert.notEqual(createVerifier(), createVerifier());
});

async function read(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
