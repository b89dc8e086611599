import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';
import { Browser, karin, PanelLogin } from './testing/browser.ts';
import { hostPage, productPage, startTestHub, type TestHub } from './testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await startTestHub({ listing: 'identity,unit\n199306069882,SE2329990017-A001\n' });
});
after(() => hub.close());

const get = (address: string, headers: Readonly<Record<string, string>> = {}) =>
  new Browser().send(address, { headers });

describe('a document', () => {
  test('for the frame may be framed by the region’s pages alone, and runs the hub’s own files alone', async () => {
    const { headers, text, status } = await get(`${hub.residents}/r/norrvik/panel`);
    assert.equal(status, 200);
    const policy = headers.get('content-security-policy') ?? '';
    const socket = hub.residents.replace('http', 'ws');
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      `connect-src 'self' ${socket}`,
      `frame-ancestors ${hostPage} ${productPage} https://elsewhere.norrvik.example`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
    ])
      assert.ok(policy.split('; ').includes(part), `${part} in ${policy}`);
    assert.equal(headers.get('x-frame-options'), null);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('set-cookie'), null);
    assert.match(text, /<html lang="sv-SE" data-region="norrvik" data-mode="frame" data-nara-preset="se">/);
    assert.match(text, /<script type="module" src="\/static\/panel\/panel-AbCd1234\.js"><\/script>/);
    assert.match(text, /<link rel="modulepreload" href="\/static\/panel\/shared-AbCd1234\.js">/);
    assert.doesNotMatch(text, /<style|style=|<script>|\son[a-z]+=/);
    assert.doesNotMatch(text, /locale-/);
  });

  test('brings along what anybody may know of the region, as data that cannot end its element', async () => {
    const { text } = await get(`${hub.residents}/r/norrvik/panel`);
    const [, data = ''] = /<script type="application\/json" id="about">([^<]+)<\/script>/.exec(text) ?? [];
    const about = await get(`${hub.residents}/r/norrvik/about`);
    assert.deepEqual(JSON.parse(data), JSON.parse(about.text));
    assert.match(data, /sår \\u003c 5 cm/);
    assert.doesNotMatch((await get(`${hub.staff}/r/norrvik/desk`)).text, /application\/json/);
  });

  test('brings the texts of its language along', async () => {
    const { text } = await get(`${hub.residents}/r/norrvik/panel?lang=en`);
    assert.match(text, /<link rel="modulepreload" href="\/static\/panel\/locale-en-AbCd1234\.js">/);
  });

  test('for a page of its own and for the desk is framed by nobody', async () => {
    for (const address of [`${hub.residents}/r/norrvik/`, `${hub.staff}/r/norrvik/desk`]) {
      const { headers } = await get(address);
      assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.match(headers.get('content-security-policy') ?? '', /require-trusted-types-for 'script'/);
    }
  });

  test('that only leads on, and a refusal, are kept by nobody', async () => {
    for (const address of ['/r/norrvik', '/r/norrvik/hub/resident/negotiate?negotiateVersion=1', '/nothing'])
      assert.equal(
        (await get(`${hub.residents}${address}`)).headers.get('cache-control'),
        'no-store',
        address,
      );
  });

  test('is not there for a region that is not, nor on the other side’s origin', async () => {
    const missing = await get(`${hub.residents}/r/elsewhere/panel`);
    assert.equal(missing.status, 404);
    assert.match(missing.headers.get('content-type') ?? '', /^application\/problem\+json/);
    assert.deepEqual(missing.json, {
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'not_found',
      retryable: false,
    });
    assert.equal((await get(`${hub.residents}/r/norrvik/desk`)).status, 404);
    assert.equal((await get(`${hub.staff}/r/norrvik/panel`)).status, 404);
    assert.equal((await get(`${hub.staff}/nara.js`)).status, 404);
  });
});

test('an address that cannot be decoded is not found, and not repeated', async () => {
  for (const origin of [hub.residents, hub.staff]) {
    const { status, text, json } = await get(`${origin}/r/norrvik/%E0%A4%A`);
    assert.deepEqual([status, json?.['code']], [404, 'not_found']);
    assert.ok(!text.includes('%E0'));
  }
});

describe('files', () => {
  test('with a hash in their names stay for good and come compressed', async () => {
    const { headers, text } = await get(`${hub.residents}/static/panel/panel-AbCd1234.js`, {
      'accept-encoding': 'identity',
    });
    assert.equal(text, 'the panel');
    assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable');
    const response = await fetch(`${hub.residents}/static/panel/panel-AbCd1234.js`, {
      method: 'HEAD',
      headers: { 'accept-encoding': 'br' },
    });
    assert.equal(response.headers.get('content-encoding'), 'br');
  });

  test('of the build’s own are not served, nor anything outside', async () => {
    for (const path of [
      'panel/manifest.json',
      'build.json',
      'nara.js',
      '../package.json',
      '..%2fpackage.json',
    ])
      assert.equal((await get(`${hub.residents}/static/${path}`)).status, 404, path);
  });

  test('that host pages load may come from anywhere, and are asked for anew with an ETag', async () => {
    for (const name of ['nara.js', 'nara-chat.js']) {
      const { headers, status } = await get(`${hub.residents}/${name}`, { origin: hostPage });
      assert.equal(status, 200);
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.equal(headers.get('cache-control'), 'public, no-cache');
      const again = await get(`${hub.residents}/${name}`, {
        'if-none-match': headers.get('etag') ?? '',
        'cache-control': 'max-age=0',
      });
      assert.equal(again.status, 304);
    }
  });

  test('that those load at first use may come from anywhere, and stay for good', async () => {
    for (const path of ['chunks/chat-in-use-AbCd1234.js', 'static/inline/inline-AbCd1234.js']) {
      const { headers, status } = await get(`${hub.residents}/${path}`, { origin: hostPage });
      assert.equal(status, 200, path);
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable');
    }
    assert.equal((await get(`${hub.residents}/chunks/chat-in-use-EfGh5678.js`)).status, 404);
    const { headers } = await get(`${hub.residents}/static/panel/panel-AbCd1234.js`, { origin: hostPage });
    assert.equal(headers.get('access-control-allow-origin'), null);
  });

  test('that host pages load are there under their version, too, for good', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    for (const name of ['nara.js', 'nara-chat.js', 'integrity.json']) {
      const { headers, status } = await get(`${hub.residents}/v${version}/${name}`, { origin: hostPage });
      assert.equal(status, 200, name);
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable');
    }
    for (const path of [
      ...['v9.9.9/nara.js', `v${version}/panel/panel-AbCd1234.js`, `v${version}/`, `v${version}/nara.js.br`],
      ...[`v${version}/..%2f..%2fnorrvik.db`, 'v1/nara.js'],
    ])
      assert.notEqual((await get(`${hub.residents}/${path}`)).json?.['code'], undefined, path);
  });
});

test('what everyone may know of the region is told to any page, for a minute', async () => {
  const { headers, json } = await get(`${hub.residents}/r/norrvik/about`, { origin: hostPage });
  assert.equal(headers.get('access-control-allow-origin'), '*');
  assert.equal(headers.get('cache-control'), 'public, max-age=60');
  assert.deepEqual(json, {
    id: 'norrvik',
    name: { 'sv-SE': 'Region Norrvik', en: 'Region Norrvik' },
    country: 'SE',
    locales: ['sv-SE', 'en'],
    preset: 'se',
    adviceNumber: '1177',
    adviceName: { 'sv-SE': '1177 på telefon', en: '1177 by phone' },
    services: [
      {
        id: 'symptoms',
        icon: 'symptoms',
        name: { 'sv-SE': 'Symtom', en: 'Symptoms' },
        description: {
          'sv-SE': 'Du har feber eller ett sår < 5 cm',
          en: 'You have a fever or a wound < 5 cm',
        },
      },
    ],
    loginMethods: [{ id: 'bankid', name: { 'sv-SE': 'BankID', en: 'BankID' } }],
    // A Tuesday in winter: the second clinic closes at 18, an hour before UTC's.
    opening: { open: true, until: '2026-11-24T17:00:00.000Z' },
  });
});

test('health is told on both origins', async () => {
  for (const origin of [hub.residents, hub.staff]) {
    const { status, json } = await get(`${origin}/healthz`);
    assert.equal(status, 200);
    assert.deepEqual(json, { ok: true, failing: [], setAside: {} });
  }
});

test('health counts what was set aside, by region and kind, and stays well', async () => {
  const store = await openSqliteStore({ file: join(hub.config.data, 'norrvik.sqlite') });
  const at = '2026-11-24T09:31:00.000Z';
  await store.write(async tx => {
    await tx.dueWork.put({ kind: 'webhook', key: 'k', due: at, body: {} });
    for (const work of await tx.dueWork.claim('webhook', { now: at, leaseUntil: at, limit: 1 }))
      await tx.dueWork.setAside(work, at);
  });
  await store.close();
  const { status, json } = await get(`${hub.residents}/healthz`);
  assert.equal(status, 200);
  assert.deepEqual(json, { ok: true, failing: [], setAside: { norrvik: { webhook: 1 } } });
});

describe('a body', () => {
  test('that breaks its schema is refused with the path of the fault', async () => {
    const { status, json } = await new PanelLogin(hub).askHandle({ challenge: 'short' });
    assert.equal(status, 400);
    assert.equal(json?.['code'], 'invalid_input');
    assert.equal(json?.['path'], 'challenge');
  });

  test('that is no JSON, or too large, is refused', async () => {
    const address = `${hub.residents}/r/norrvik/login/handle`;
    const send = async (body: string): Promise<string | undefined> => {
      const response = await fetch(address, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', origin: hub.residents },
      });
      return /"code":"(\w+)"/.exec(await response.text())?.[1];
    };
    assert.equal(await send('{'), 'invalid_input');
    assert.equal(await send(JSON.stringify('x'.repeat(20_000))), 'too_large');
  });
});

test('requests above the limit are refused, each session counting by itself', async () => {
  const limited = await startTestHub({ rateLimits: { session: 3, address: 8, login: 100 } });
  try {
    limited.provider.login = { claims: karin };
    const login = new PanelLogin(limited);
    const [one, other] = [await login.token(), await login.token()];
    const statuses: number[] = [];
    // The first request is the address's: the session is not known before it.
    for (let count = 0; count < 5; count += 1) statuses.push((await login.session('GET', one)).status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 429]);
    const { json } = await login.session('GET', one);
    assert.equal(json?.['code'], 'too_many');
    assert.equal((await login.session('GET', other)).status, 200);
  } finally {
    await limited.close();
  }
});

test('a person’s listing is read from the register that was imported at start', async () => {
  assert.match(hub.log(), /"place":"listing","region":"norrvik","version":"[\w-]+","rows":1/);
});
