import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from '../testing/browser.ts';
import { hostPage, startTestHub, type TestHub } from '../testing/test-hub.ts';

const inPage = 'https://minasidor.norrvik.example';
let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());

const ask = (method: string, origin: string) =>
  new Browser().send(`${hub.residents}/r/norrvik/session`, {
    method,
    headers: { origin, 'access-control-request-method': 'POST' },
  });

test('a page that shows the chat inside itself may ask, with a token in a header', async () => {
  const { status, headers } = await ask('OPTIONS', inPage);
  assert.equal(status, 204);
  assert.equal(headers.get('access-control-allow-origin'), inPage);
  assert.equal(headers.get('access-control-allow-headers'), 'authorization, content-type');
  assert.equal(headers.get('access-control-allow-credentials'), null);
  assert.match(headers.get('vary') ?? '', /Origin/);
});

test('it may read the answer, also that of a session that has ended', async () => {
  const { status, headers } = await ask('GET', inPage);
  assert.equal(status, 401);
  assert.equal(headers.get('access-control-allow-origin'), inPage);
});

test('it may load the panel among its own elements', async () => {
  const { status, headers, text } = await new Browser().send(`${hub.residents}/r/norrvik/inline.js`, {
    headers: { origin: inPage },
  });
  assert.equal(status, 200);
  assert.equal(text, 'export * from "/static/inline/inline-AbCd1234.js";\n');
  assert.match(headers.get('content-type') ?? '', /^text\/javascript/);
  assert.equal(headers.get('access-control-allow-origin'), inPage);
  assert.match(headers.get('vary') ?? '', /Origin/);
});

test('no other page is given it', async () => {
  for (const origin of [hostPage, 'https://elsewhere.example', undefined]) {
    const { status, headers, json } = await new Browser().send(`${hub.residents}/r/norrvik/inline.js`, {
      headers: origin === undefined ? {} : { origin },
    });
    assert.deepEqual([status, json?.['code']], [403, 'origin_refused'], origin);
    assert.equal(headers.get('access-control-allow-origin'), null);
  }
});

test('a page that only frames the chat, and any other, may neither ask nor read', async () => {
  for (const origin of [hostPage, 'https://elsewhere.example']) {
    for (const method of ['OPTIONS', 'GET']) {
      const { headers } = await ask(method, origin);
      assert.equal(headers.get('access-control-allow-origin'), null, `${method} ${origin}`);
      assert.equal(headers.get('access-control-allow-headers'), null);
    }
  }
});
