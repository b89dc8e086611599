import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { limits } from '@nara/contract';
import { Browser, PanelLogin, type Reply } from './testing/browser.ts';
import { hostPage, productPage, startTestHub, type TestHub } from './testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());

function trade(token: unknown, headers: Readonly<Record<string, string>> = { origin: productPage }) {
  return new Browser().send(`${hub.residents}/r/norrvik/session/token`, {
    method: 'POST',
    headers,
    body: { token },
  });
}

async function tradeGood(): Promise<{ token: string; session: string; reply: Reply }> {
  const token = await hub.issuer.sign();
  const reply = await trade(token);
  assert.equal(reply.status, 200, reply.text);
  return { token, session: String(reply.json?.['token']), reply };
}

const sessionOf = (token: string, method = 'GET') =>
  new Browser().send(`${hub.residents}/r/norrvik/session`, {
    method,
    headers: { authorization: `Bearer ${token}`, origin: productPage },
  });

describe('a token of a product’s back end', () => {
  test('is traded for a session of the person, over CORS', async () => {
    const { reply, session } = await tradeGood();
    assert.equal(reply.headers.get('access-control-allow-origin'), productPage);
    assert.equal(reply.headers.get('access-control-allow-credentials'), null);
    assert.equal(reply.headers.get('cache-control'), 'no-store');
    assert.match(session, /^[A-Za-z0-9_-]{43}$/);
    const { person, idleUntil, absoluteUntil } = (await sessionOf(session)).json ?? {};
    assert.equal((person as { name: string }).name, 'Karin Lindqvist');
    assert.deepEqual([idleUntil, absoluteUntil], ['2026-11-24T10:01:00.000Z', '2026-11-24T13:31:00.000Z']);
  });

  test('leads to the same person as a login at the provider', async () => {
    const { reply } = await tradeGood();
    hub.provider.login = {
      claims: { pnr: '199306069882', given_name: 'Karin', family_name: 'Lindqvist' },
    };
    const login = new PanelLogin(hub);
    assert.deepEqual((await login.trade(await login.code())).json?.['person'], reply.json?.['person']);
  });

  test('works once, however many ask at the same time', async () => {
    const token = await hub.issuer.sign();
    const replies = await Promise.all([trade(token), trade(token), trade(token)]);
    assert.deepEqual(replies.map(({ status }) => status).toSorted(), [200, 400, 400]);
    const { json } = await trade(token);
    assert.deepEqual([json?.['code'], json?.['path']], ['token_refused', 'jti']);
  });

  test('gives a session that counts from the login that it tells of, and none when that was too long ago', async () => {
    const seconds = Math.floor(hub.clock.now() / 1_000);
    const auth = (ago: number) => hub.issuer.sign({ claims: { auth_time: seconds - ago } });
    const { json } = await trade(await auth(3_600));
    assert.equal(json?.['absoluteUntil'], '2026-11-24T12:31:00.000Z');
    const late = await trade(await auth(4 * 3_600));
    assert.deepEqual([late.json?.['code'], late.json?.['path']], ['token_expired', 'auth_time']);
  });

  test('is told in the audit, and in no log', async () => {
    const { token, session } = await tradeGood();
    const forged = await hub.issuer.sign({ forged: true });
    await trade(forged);
    assert.match(hub.log(), new RegExp(`"place":"token".*"origin":"${productPage}","reason":"signature"`));
    for (const secret of [token, forged, session, '199306069882', 'Lindqvist'])
      assert.ok(!hub.log().includes(secret));
    const database = new DatabaseSync(join(hub.config.data, 'norrvik.sqlite'), { readOnly: true });
    try {
      const row = database
        .prepare('SELECT actor_kind, act, ground, person_key = actor AS own FROM audit ORDER BY id DESC')
        .get();
      assert.deepEqual({ ...row }, { actor_kind: 'resident', act: 'loginToken', ground: 'self', own: 1 });
      assert.doesNotMatch(JSON.stringify(database.prepare('SELECT * FROM login').all()), /eyJ/);
    } finally {
      database.close();
    }
  });

  test('is followed by a logout that ends the session and leads to no provider', async () => {
    const { session } = await tradeGood();
    const out = await sessionOf(session, 'DELETE');
    assert.deepEqual([out.status, out.text], [200, '{}']);
    assert.equal((await sessionOf(session)).json?.['code'], 'session_ended');
  });
});

describe('a trade is refused', () => {
  test('to every origin that is not listed, whatever the token', async () => {
    for (const origin of ['https://evil.example', hostPage, hub.residents, 'null']) {
      const { status, json, headers } = await trade(await hub.issuer.sign(), { origin });
      assert.deepEqual([status, json?.['code']], [403, 'origin_refused'], origin);
      assert.equal(headers.get('access-control-allow-origin'), null);
    }
    const { json } = await trade(await hub.issuer.sign(), {});
    assert.equal(json?.['code'], 'origin_refused');
  });

  test('to another product’s origin, with no more than that', async () => {
    const { status, json } = await trade(await hub.issuer.sign(), {
      origin: 'https://elsewhere.norrvik.example',
    });
    assert.deepEqual(json, {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      code: 'token_refused',
      retryable: false,
    });
    assert.equal(status, 400);
  });

  test('with the code and the claim at fault', async () => {
    const { status, json } = await trade(await hub.issuer.sign({ claims: { aud: 'other' } }));
    assert.deepEqual([status, json?.['code'], json?.['path']], [400, 'token_refused', 'aud']);
    const expired = await trade(await hub.issuer.sign({ claims: { exp: 1 } }));
    assert.deepEqual([expired.json?.['code'], expired.json?.['path']], ['token_expired', 'exp']);
  });

  test('for what is no token, or longer than one may be', async () => {
    for (const token of ['', 'a.b', 'a b.c.d', 7, null, undefined]) {
      const { json } = await trade(token);
      assert.deepEqual([json?.['code'], json?.['path']], ['invalid_input', 'token']);
    }
    const length = (size: number) => `e30.e30.${'x'.repeat(size - 8)}`;
    assert.equal((await trade(length(limits.identityToken))).json?.['code'], 'token_refused');
    assert.equal((await trade(length(limits.identityToken + 1))).json?.['code'], 'invalid_input');
  });

  test('in an address or a header', async () => {
    const token = await hub.issuer.sign();
    const address = `${hub.residents}/r/norrvik/session/token?token=${token}`;
    const headers = { origin: productPage, authorization: `Bearer ${token}` };
    const { json } = await new Browser().send(address, { method: 'POST', headers });
    assert.equal(json?.['code'], 'invalid_input');
    assert.equal((await trade(token)).status, 200);
  });

  test('while the issuer’s keys cannot be had, and works when they can', async () => {
    const away = await startTestHub();
    const ask = async () =>
      new Browser().send(`${away.residents}/r/norrvik/session/token`, {
        method: 'POST',
        headers: { origin: productPage },
        body: { token: await away.issuer.sign() },
      });
    try {
      away.issuer.answer = response => response.writeHead(503).end();
      const { status, json } = await ask();
      assert.deepEqual([status, json?.['code'], json?.['retryable']], [502, 'unreachable', true]);
      away.issuer.answer = undefined;
      away.clock.advance(5_000);
      assert.equal((await ask()).status, 200);
    } finally {
      await away.close();
    }
  });

  test('to an address that tries too often', async () => {
    const limited = await startTestHub({ rateLimits: { login: 2 } });
    try {
      const codes: unknown[] = [];
      for (let tries = 0; tries < 3; tries += 1) {
        const { json } = await new Browser().send(`${limited.residents}/r/norrvik/session/token`, {
          method: 'POST',
          headers: { origin: productPage },
          body: { token: 'a.b.c' },
        });
        codes.push(json?.['code']);
      }
      assert.deepEqual(codes, ['token_refused', 'token_refused', 'too_many']);
    } finally {
      await limited.close();
    }
  });

  test('works once to the very end of its time', async () => {
    const seconds = Math.floor(hub.clock.now() / 1_000);
    const token = await hub.issuer.sign({ claims: { iat: seconds, exp: seconds + 3_600 } });
    assert.equal((await trade(token)).status, 200);
    hub.clock.advance(seconds * 1_000 + 330_000 - hub.clock.now());
    for (let step = 0; step < 20; step += 1) {
      assert.equal((await trade(token)).status, 400, `${step}`);
      hub.clock.advance(100);
    }
  });
});
