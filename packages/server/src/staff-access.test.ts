import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Browser, karin, PanelLogin } from './testing/browser.ts';
import { openRawSocket } from './testing/raw-socket.ts';
import { logInStaff, nurse } from './testing/staff-login.ts';
import { startTestHub, type TestHub } from './testing/test-hub.ts';

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());

const session = (): string => `${hub.staff}/r/norrvik/staff/session`;

describe('a staff login', () => {
  test('ends in a cookie that scripts cannot read and other sites cannot send, on a page that moves on', async () => {
    hub.provider.login = { claims: nurse };
    const browser = new Browser();
    const start = await browser.send(`${hub.staff}/r/norrvik/staff/login?locale=sv`);
    assert.equal(hub.provider.asked.get('ui_locales'), null);
    const provider = await new Browser().send(start.headers.get('location') ?? '');
    assert.equal(hub.provider.asked.get('ui_locales'), 'sv-SE sv');
    const { status, headers, text } = await browser.send(provider.headers.get('location') ?? '');
    assert.equal(status, 200);
    assert.match(
      headers.get('set-cookie') ?? '',
      /^nara-staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    assert.match(text, /http-equiv="refresh" content="0;url=\/r\/norrvik\/desk"/);
    assert.equal((await browser.send(session())).status, 200);
  });

  test('tells who it is', async () => {
    const { json } = await (await logInStaff(hub)).send(session());
    assert.deepEqual(json?.['staff'], { id: nurse.hsaId, name: 'Anna Bergström' });
  });

  const refused = {
    'without a commission': { unit: undefined },
    'at a unit of another region': { unit: 'SE2329990017-B001' },
    'for another purpose than care': { purpose: 'statistics' },
    'without a licence that has a role': { license: 'XX' },
    'with a licence that is a name of JavaScript’s own': { license: 'constructor' },
    'without an id': { hsaId: undefined },
  };
  for (const [name, claims] of Object.entries(refused)) {
    test(`${name} is refused`, async () => {
      const browser = await logInStaff(hub, { ...nurse, ...claims });
      assert.equal(browser.cookies.has('nara-staff'), false);
      assert.equal((await browser.send(session())).status, 401);
    });
  }

  test('below the level asked for is refused', async () => {
    const browser = new Browser();
    hub.provider.login = { claims: nurse, acr: 'loa2' };
    const start = await browser.send(`${hub.staff}/r/norrvik/staff/login`);
    const provider = await new Browser().send(start.headers.get('location') ?? '');
    assert.equal((await browser.send(provider.headers.get('location') ?? '')).status, 400);
    assert.equal(browser.cookies.has('nara-staff'), false);
  });

  test('that another browser began is refused', async () => {
    hub.provider.login = { claims: nurse };
    const start = await new Browser().send(`${hub.staff}/r/norrvik/staff/login`);
    const provider = await new Browser().send(start.headers.get('location') ?? '');
    const victim = new Browser();
    await victim.send(`${hub.staff}/r/norrvik/staff/login`);
    assert.equal((await victim.send(provider.headers.get('location') ?? '')).status, 400);
    assert.equal(victim.cookies.has('nara-staff'), false);
  });
});

describe('a staff login over another in the same browser', () => {
  const own = (): Readonly<Record<string, string>> => ({
    origin: hub.staff,
    'sec-fetch-site': 'same-origin',
  });
  const colleague = { ...nurse, hsaId: 'SE2329990017-S002', given_name: 'Eva', family_name: 'Ek' };
  const statusOf = async (cookie: string | undefined): Promise<number> =>
    (await new Browser().send(session(), { headers: { cookie: `nara-staff=${cookie}` } })).status;

  test('ends the session before it and tells its connections', { timeout: 30_000 }, async () => {
    const browser = await logInStaff(hub);
    const before = browser.cookies.get('nara-staff');
    const path = `${hub.staff}/r/norrvik/hub/staff`;
    const { json } = await browser.send(`${path}/negotiate?negotiateVersion=1`, {
      method: 'POST',
      headers: own(),
    });
    const cookie = `nara-staff=${before}`;
    const socket = await openRawSocket(`${path}?id=${json?.['connectionToken']}`, { ...own(), cookie });
    try {
      socket.send({ protocol: 'json', version: 1 });
      await socket.until(message => Object.keys(message).length === 0);
      await logInStaff(hub, colleague, browser);
      const told = await socket.until(({ target }) => target === 'sessionEnded');
      assert.deepEqual(told?.['arguments'], [{ reason: 'logout' }]);
      assert.equal((await socket.until(({ type }) => type === 7))?.['error'], 'session_ended');
    } finally {
      socket.close();
    }
    assert.equal(await statusOf(before), 401);
    const now = await browser.send(session());
    assert.deepEqual(now.json?.['staff'], { id: colleague.hsaId, name: 'Eva Ek' });
  });

  test('answers nothing to a page that names the session before it, and does not end in its stead', async () => {
    const browser = await logInStaff(hub);
    const first = String((await browser.send(session())).json?.['id']);
    await logInStaff(hub, colleague, browser);
    const second = String((await browser.send(session())).json?.['id']);
    assert.notEqual(first, second);
    const ask = (method: string, path: string, id: string) =>
      browser.send(`${hub.staff}/r/norrvik${path}session=${id}`, { method, headers: own() });
    const acts: readonly (readonly [string, string])[] = [
      ['GET', '/staff/session?'],
      ['POST', '/staff/session/extend?'],
      ['POST', '/hub/staff/negotiate?negotiateVersion=1&'],
      ['DELETE', '/staff/session?'],
    ];
    for (const [method, path] of acts) assert.equal((await ask(method, path, first)).status, 401, path);
    for (const [method, path] of acts) assert.equal((await ask(method, path, second)).status, 200, path);
  });

  test('leaves the session before it when it fails', async () => {
    const browser = await logInStaff(hub);
    await logInStaff(hub, { ...colleague, unit: undefined }, browser);
    assert.equal((await browser.send(session())).status, 200);
  });

  test('begun by another site’s link goes by a page of ours, from which the cookie comes along', async () => {
    const cookies = (await logInStaff(hub)).cookies;
    const browser = new Browser();
    const link = { headers: { 'sec-fetch-site': 'cross-site' } };
    const page = await browser.send(`${hub.staff}/r/norrvik/staff/login?locale=en`, link);
    assert.equal(page.status, 200);
    const target = /content="0;url=([^"]*)"/.exec(page.text)?.[1]?.replaceAll('&#38;', '&') ?? '';
    hub.provider.login = { claims: colleague };
    const start = await browser.send(`${hub.staff}${target}`, {
      headers: { cookie: `nara-staff=${cookies.get('nara-staff')}` },
    });
    assert.equal(start.status, 303);
    const provider = await new Browser().send(start.headers.get('location') ?? '');
    assert.equal((await browser.send(provider.headers.get('location') ?? '')).status, 200);
    assert.equal(await statusOf(cookies.get('nara-staff')), 401);
  });
});

describe('a staff session', () => {
  test('is written to by the desk’s own page alone', async () => {
    const browser = await logInStaff(hub);
    const refused: Readonly<Record<string, string>>[] = [
      { origin: 'https://evil.example' },
      { origin: hub.residents },
      { origin: hub.staff, 'sec-fetch-site': 'same-site' },
      {},
    ];
    for (const headers of refused) {
      const name = JSON.stringify(headers);
      const extended = await browser.send(`${session()}/extend`, { method: 'POST', headers });
      assert.equal(extended.json?.['code'], 'origin_refused', name);
      const ended = await browser.send(session(), { method: 'DELETE', headers });
      assert.equal(ended.json?.['code'], 'origin_refused', name);
    }
    const own = { origin: hub.staff, 'sec-fetch-site': 'same-origin' };
    assert.equal((await browser.send(`${session()}/extend`, { method: 'POST', headers: own })).status, 200);
  });

  test('is over after logout, and the cookie gone', async () => {
    const browser = await logInStaff(hub);
    const kept = browser.cookies.get('nara-staff');
    const { json } = await browser.send(session(), { method: 'DELETE', headers: { origin: hub.staff } });
    assert.match(String(json?.['providerLogout']), /\/logout\?/);
    assert.equal(browser.cookies.has('nara-staff'), false);
    const { status } = await new Browser().send(session(), { headers: { cookie: `nara-staff=${kept}` } });
    assert.equal(status, 401);
  });

  test('is not a resident’s, nor the other way round', async () => {
    const browser = await logInStaff(hub);
    const staffToken = browser.cookies.get('nara-staff') ?? '';
    const login = new PanelLogin(hub);
    assert.equal((await login.session('GET', staffToken)).status, 401);
    hub.provider.login = { claims: karin };
    const token = await login.token();
    const { status } = await new Browser().send(session(), { headers: { cookie: `nara-staff=${token}` } });
    assert.equal(status, 401);
  });
});
