import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { Browser, karin, PanelLogin } from './testing/browser.ts';
import { hostPage, startTestHub, type TestHub } from './testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());
afterEach(() => {
  hub.provider.login = { claims: karin };
});

const dead = '0'.repeat(43);

describe('a resident’s login', () => {
  test('leads back to the page with a code, and the code with its verifier to a session', async () => {
    hub.provider.login = { claims: karin };
    const login = new PanelLogin(hub);
    const address = await login.returnAddress();
    assert.match(address, /^https:\/\/www\.norrvik\.example\/contact\?a=1#nara=[A-Za-z0-9_-]{43}$/);
    const { status, json, headers } = await login.trade(address.split('#nara=')[1] ?? '');
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.match(String(json?.['token']), /^[A-Za-z0-9_-]{43}$/);
    assert.match(JSON.stringify(json?.['person']), /"name":"Karin Lindqvist"/);
    assert.equal(json?.['idleUntil'], '2026-11-24T10:01:00.000Z');
    assert.equal(json?.['absoluteUntil'], '2026-11-24T13:31:00.000Z');
    assert.equal(json?.['warnSeconds'], 120);
    const session = await login.session('GET', String(json?.['token']));
    assert.equal(session.status, 200);
    assert.equal(session.json?.['token'], undefined);
  });

  test('asks the provider for a fresh login, PKCE, the accepted levels, the reader’s language and the method’s own parameters', async () => {
    await new PanelLogin(hub).returnAddress();
    const { asked } = hub.provider;
    assert.equal(asked.get('prompt'), 'login');
    assert.equal(asked.get('code_challenge_method'), 'S256');
    assert.equal(asked.get('acr_values'), 'loa3 loa4');
    assert.equal(asked.get('ui_locales'), 'en');
    assert.equal(asked.get('bank'), 'same-device');
    assert.equal(asked.get('response_type'), 'code');
  });

  test('sets a login cookie that scripts cannot read, for ten minutes, without the prefix that http cannot have', async () => {
    const login = new PanelLogin(hub);
    const { headers, status } = await login.browser.send(`${login.region}/login?h=${await login.handle()}`);
    assert.equal(status, 303);
    assert.match(
      headers.get('set-cookie') ?? '',
      /^nara-login=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/,
    );
  });

  test('on a shared computer gives a shorter session', async () => {
    const login = new PanelLogin(hub);
    const { json } = await login.trade(await login.code({ shared: true }));
    assert.equal(json?.['shared'], true);
    assert.equal(json?.['idleUntil'], '2026-11-24T09:41:00.000Z');
    assert.equal(json?.['absoluteUntil'], '2026-11-24T10:31:00.000Z');
  });

  test('gives the same person the same key, and the number is stored nowhere in clear', async () => {
    const one = new PanelLogin(hub);
    const other = new PanelLogin(hub);
    const first = await one.trade(await one.code());
    const second = await other.trade(await other.code());
    assert.deepEqual(first.json?.['person'], second.json?.['person']);
    assert.ok(!hub.log().includes(karin.pnr));
  });
});

describe('a login is refused', () => {
  test('when the handle is asked for from another origin', async () => {
    const { status, json } = await new PanelLogin(hub).askHandle({}, 'https://evil.example');
    assert.equal(status, 403);
    assert.equal(json?.['code'], 'origin_refused');
  });

  test('when the return page is not one of the region’s', async () => {
    for (const returnTo of [
      'https://evil.example/',
      'https://www.norrvik.example.evil.example/',
      'http://www.norrvik.example/',
      'javascript:alert(1)',
      'https://karin@www.norrvik.example/',
    ]) {
      const { json } = await new PanelLogin(hub).askHandle({ returnTo });
      assert.ok(['origin_refused', 'invalid_input'].includes(String(json?.['code'])), returnTo);
    }
  });

  test('when the handle is unknown, used or older than ten minutes', async () => {
    const login = new PanelLogin(hub);
    const start = (handle: string) => login.browser.send(`${login.region}/login?h=${handle}`);
    assert.equal((await start(dead)).json?.['code'], 'login_failed');
    const handle = await login.handle();
    assert.equal((await start(handle)).status, 303);
    assert.equal((await start(handle)).json?.['code'], 'login_failed');
    const late = await login.handle();
    hub.clock.advance(600_001);
    assert.equal((await start(late)).json?.['code'], 'login_failed');
  });

  test('when it is not the panel that leads to the login: a forwarded link, a script of the page', async () => {
    const login = new PanelLogin(hub);
    const start = async (site: string, input = {}) =>
      login.browser.send(`${login.region}/login?h=${await login.handle(input)}`, {
        headers: { 'sec-fetch-site': site },
      });
    for (const site of ['none', 'cross-site', 'same-site'])
      assert.equal((await start(site)).json?.['code'], 'login_failed', site);
    assert.equal((await start('same-origin')).status, 303);
    const ownPage = { returnTo: 'https://minasidor.norrvik.example/' };
    assert.equal((await start('cross-site', ownPage)).status, 303);
    assert.equal((await start('none', ownPage)).json?.['code'], 'login_failed');
  });

  test('when the callback comes without the cookie of the browser that began', async () => {
    const login = new PanelLogin(hub);
    const callback = await login.toProvider(await login.handle());
    const { status, json } = await new Browser().send(callback);
    assert.equal(status, 400);
    assert.equal(json?.['code'], 'login_failed');
  });

  test('when the callback comes with the cookie of another browser’s login', async () => {
    const victim = new PanelLogin(hub);
    await victim.toProvider(await victim.handle());
    const attacker = new PanelLogin(hub);
    const callback = await attacker.toProvider(await attacker.handle());
    assert.equal((await victim.browser.send(callback)).json?.['code'], 'login_failed');
  });

  test('when the state is unknown, and when the callback is sent twice', async () => {
    const login = new PanelLogin(hub);
    const callback = await login.toProvider(await login.handle());
    const changed = new URL(callback);
    changed.searchParams.set('state', dead);
    assert.equal((await login.browser.send(changed.href)).json?.['code'], 'login_failed');
    assert.equal((await login.browser.send(callback)).status, 303);
    assert.equal((await login.browser.send(callback)).json?.['code'], 'login_failed');
  });

  const lies = {
    'the nonce is another': { nonce: 'another' },
    'the ID token is from another issuer': { issuer: 'https://evil.example' },
    'the callback names another issuer': { iss: 'https://evil.example' },
    'the level of assurance is too low': { acr: 'loa2' },
    'the identity number does not pass its check': { claims: { ...karin, pnr: '199306069883' } },
    'there is no identity number': { claims: { given_name: 'Karin' } },
  };
  for (const [name, lie] of Object.entries(lies)) {
    test(`when ${name}: the code that comes back opens nothing`, async () => {
      hub.provider.login = { claims: karin, ...lie };
      const login = new PanelLogin(hub);
      const address = await login.returnAddress();
      assert.match(address, /^https:\/\/www\.norrvik\.example\/contact\?a=1#nara=[\w-]{43}$/);
      const { status, json } = await login.trade(address.split('#nara=')[1] ?? '');
      assert.equal(status, 400);
      assert.equal(json?.['code'], 'login_failed');
    });
  }

  test('by the person at the provider: the page comes back with the panel open and no code', async () => {
    hub.provider.login = { claims: karin, error: 'access_denied' };
    assert.equal(await new PanelLogin(hub).returnAddress(), `${hostPage}/contact?a=1#nara`);
  });

  test('while the provider cannot be reached, and works again when it can', async () => {
    const away = await startTestHub();
    try {
      const address = away.provider.issuer;
      await away.provider.close();
      const login = new PanelLogin(away);
      const start = async () => login.browser.send(`${login.region}/login?h=${await login.handle()}`);
      const { status, json } = await start();
      assert.equal(status, 502);
      assert.equal(json?.['code'], 'unreachable');
      assert.match(away.log(), /"place":"login","region":"norrvik","err"/);
      assert.ok(!away.log().includes(address));
      await away.provider.open();
      assert.equal((await start()).status, 303);
    } finally {
      await away.close();
    }
  });

  test('in a browser with a page that says so, otherwise with a problem', async () => {
    const login = new PanelLogin(hub);
    const { status, text } = await login.browser.send(`${login.region}/login?h=${dead}`, {
      headers: { accept: 'text/html', 'accept-language': 'en-GB,en' },
    });
    assert.equal(status, 400);
    assert.match(text, /<html lang="en" data-region="norrvik" data-mode="page"/);
    assert.match(text, /data-notice="login_failed"/);
  });
});

describe('a code', () => {
  test('opens nothing with another verifier, and is gone after the attempt', async () => {
    const login = new PanelLogin(hub);
    const code = await login.code();
    const stolen = await login.trade(code, { verifier: dead });
    assert.equal(stolen.json?.['code'], 'login_failed');
    assert.equal((await login.trade(code)).json?.['code'], 'login_failed');
  });

  test('opens a session once', async () => {
    const login = new PanelLogin(hub);
    const code = await login.code();
    assert.equal((await login.trade(code)).status, 200);
    assert.equal((await login.trade(code)).json?.['code'], 'login_failed');
  });

  test('lasts a minute', async () => {
    const login = new PanelLogin(hub);
    const code = await login.code();
    hub.clock.advance(60_001);
    assert.equal((await login.trade(code)).json?.['code'], 'login_failed');
  });

  test('is traded on the hub’s own origin alone, or where the region shows the chat in its page and the login began there', async () => {
    for (const origin of ['https://evil.example', hostPage, 'null', 'https://minasidor.norrvik.example']) {
      const login = new PanelLogin(hub);
      assert.equal(
        (await login.trade(await login.code(), { origin })).json?.['code'],
        'origin_refused',
        origin,
      );
    }
    const inPage = new PanelLogin(hub);
    const code = await inPage.code({ returnTo: 'https://minasidor.norrvik.example/' });
    assert.equal((await inPage.trade(code, { origin: 'https://minasidor.norrvik.example' })).status, 200);
  });

  test('of a forwarded login link opens nothing for whom it was forwarded to', async () => {
    const attacker = new PanelLogin(hub);
    const handle = await attacker.handle();
    const victim = new PanelLogin(hub, new Browser(), 'w'.repeat(43));
    const back = await victim.browser.send(await victim.toProvider(handle));
    const code = (back.headers.get('location') ?? '').split('#nara=')[1] ?? '';
    assert.equal((await victim.trade(code)).json?.['code'], 'login_failed');
    assert.equal((await attacker.trade(code)).json?.['code'], 'login_failed');
  });
});

describe('a session', () => {
  test('is not found without its token, with another, or in the query', async () => {
    const login = new PanelLogin(hub);
    const token = await login.token();
    assert.equal((await login.session('GET', dead)).json?.['code'], 'session_ended');
    const { status } = await login.browser.send(`${login.region}/session?access_token=${token}`);
    assert.equal(status, 401);
  });

  test('is not used by a foreign page, token or not', async () => {
    const login = new PanelLogin(hub);
    const token = await login.token();
    const { json } = await login.browser.send(`${login.region}/session/extend`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, origin: hostPage },
    });
    assert.equal(json?.['code'], 'origin_refused');
  });

  test('ends idle and can be extended till its longest time', async () => {
    const login = new PanelLogin(hub);
    const token = await login.token();
    for (let minutes = 0; minutes < 240; minutes += 20) {
      hub.clock.advance(20 * 60_000);
      const expected = minutes < 220 ? 200 : 401;
      assert.equal(
        (await login.session('POST', token, '/extend')).status,
        expected,
        `after ${minutes + 20} minutes`,
      );
    }
    const idle = await login.token();
    hub.clock.advance(30 * 60_000);
    assert.equal((await login.session('GET', idle)).status, 401);
    assert.equal((await login.session('POST', idle, '/extend')).status, 401);
  });

  test('gives another tab a session that lasts no longer, and they end together', async () => {
    const first = new PanelLogin(hub);
    const token = await first.token();
    const second = new PanelLogin(hub, first.browser, 'x'.repeat(43));
    const { sha256 } = await import('./identity/secrets.ts');
    hub.clock.advance(60_000);
    const { json } = await first.session('POST', token, '/code', {
      challenge: sha256(second.verifier, 'base64url'),
    });
    const tab = await second.trade(String(json?.['code']));
    assert.equal(tab.status, 200);
    const whole = await first.session('GET', token);
    assert.equal(tab.json?.['absoluteUntil'], whole.json?.['absoluteUntil']);
    assert.equal((await second.session('DELETE', String(tab.json?.['token']))).status, 200);
    assert.equal((await first.session('GET', token)).status, 401);
  });

  test('is over after logout, which tells where to log out at the provider without naming the person', async () => {
    const login = new PanelLogin(hub);
    const token = await login.token();
    const { json } = await login.session('DELETE', token);
    const address = new URL(String(json?.['providerLogout']));
    assert.equal(address.origin, hub.provider.issuer);
    assert.deepEqual([...address.searchParams.keys()].sort(), ['client_id', 'post_logout_redirect_uri']);
    assert.equal(address.searchParams.get('post_logout_redirect_uri'), `${hostPage}/`);
    assert.equal((await login.session('GET', token)).status, 401);
  });
});

test('nothing secret is in the log: no token, code, handle, state, name or number', async () => {
  const login = new PanelLogin(hub);
  const handle = await login.handle();
  const callback = await login.toProvider(handle);
  const back = (await login.browser.send(callback)).headers.get('location') ?? '';
  const code = back.split('#nara=')[1] ?? '';
  const token = String((await login.trade(code)).json?.['token']);
  await login.session('GET', token);
  const state = new URL(callback).searchParams.get('state') ?? '';
  const log = hub.log();
  assert.match(log, /"route":"\/r\/:region\/login\/callback"/);
  for (const secret of [handle, state, code, token, 'Karin', karin.pnr])
    assert.ok(!log.includes(secret), secret);
});
