import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { limits } from '@nara/contract';
import { Browser, karin, PanelLogin, type Reply } from './testing/browser.ts';
import { openRawSocket, type RawSocket } from './testing/raw-socket.ts';
import { logInStaff } from './testing/staff-login.ts';
import { hostPage, startTestHub, type TestHub } from './testing/test-hub.ts';

let hub: TestHub;
const sockets: RawSocket[] = [];
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

const handshake = { protocol: 'json', version: 1 };

async function logIn(): Promise<{ login: PanelLogin; token: string }> {
  hub.provider.login = { claims: karin };
  const login = new PanelLogin(hub);
  return { login, token: await login.token() };
}

function negotiate(headers: Readonly<Record<string, string>>, query = ''): Promise<Reply> {
  return new Browser().send(
    `${hub.residents}/r/norrvik/hub/resident/negotiate?negotiateVersion=1&contract=1${query}`,
    {
      method: 'POST',
      headers,
    },
  );
}

async function open(address: string, headers: Readonly<Record<string, string>>): Promise<RawSocket> {
  const socket = await openRawSocket(address, headers);
  sockets.push(socket);
  return socket;
}

async function connect(token: string, origin = hub.residents): Promise<RawSocket> {
  const { json } = await negotiate({ authorization: `Bearer ${token}`, origin: hub.residents });
  return open(`${hub.residents}/r/norrvik/hub/resident?id=${json?.['connectionToken']}`, { origin });
}

async function greet(socket: RawSocket): Promise<RawSocket> {
  assert.equal(socket.status, 101);
  socket.send(handshake);
  await socket.until(message => Object.keys(message).length === 0);
  return socket;
}

describe('the resident hub', { timeout: 30_000 }, () => {
  test('is opened by a negotiate with the bearer token and a socket without one', async () => {
    const { token } = await logIn();
    await greet(await connect(token));
  });

  test('refuses a negotiate without a token, with an ended one and from a foreign page', async () => {
    const { login, token } = await logIn();
    assert.equal((await negotiate({ origin: hub.residents })).status, 401);
    assert.equal((await negotiate({ authorization: `Bearer ${token}`, origin: hostPage })).status, 401);
    await login.session('DELETE', token);
    assert.equal((await negotiate({ authorization: `Bearer ${token}`, origin: hub.residents })).status, 401);
  });

  test('forgets by the hub’s clock what negotiate handed out and nobody picked up', async () => {
    const { token } = await logIn();
    const { json } = await negotiate({ authorization: `Bearer ${token}`, origin: hub.residents });
    hub.clock.advance(20_000);
    const address = `${hub.residents}/r/norrvik/hub/resident?id=${json?.['connectionToken']}`;
    assert.equal((await open(address, { origin: hub.residents })).status, 401);
  });

  test('tells a client of another contract to upgrade, and serves one that names none', async () => {
    const { token } = await logIn();
    const ask = (query: string) =>
      new Browser().send(`${hub.residents}/r/norrvik/hub/resident/negotiate?negotiateVersion=1${query}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, origin: hub.residents },
      });
    for (const contract of ['2', '0', '-1', '1.0', '99999999999999999999', 'x', '']) {
      const { status, json, headers } = await ask(`&contract=${contract}`);
      assert.deepEqual([status, json?.['code']], [426, 'upgrade_needed'], contract);
      assert.equal(headers.get('cache-control'), 'no-store');
    }
    assert.equal((await ask('&contract=1')).status, 200);
    assert.equal((await ask('')).status, 200);
  });

  test('counts a session’s negotiates, and only those of that session', async () => {
    const { token } = await logIn();
    const other = await logIn();
    const ask = (bearer: string) => negotiate({ authorization: `Bearer ${bearer}`, origin: hub.residents });
    for (let count = 0; count < limits.negotiatesPerMinute; count += 1)
      assert.equal((await ask(token)).status, 200);
    const { status, json } = await ask(token);
    assert.deepEqual([status, json?.['code']], [429, 'too_many']);
    assert.equal((await ask(other.token)).status, 200);
    hub.clock.advance(60_000);
    assert.equal((await ask(token)).status, 200);
  });

  test('refuses a token in the address', async () => {
    const { token } = await logIn();
    assert.equal((await negotiate({ origin: hub.residents }, `&access_token=${token}`)).status, 400);
    const socket = await open(`${hub.residents}/r/norrvik/hub/resident?access_token=${token}`, {
      origin: hub.residents,
    });
    assert.notEqual(socket.status, 101);
  });

  test('refuses a socket without negotiate, also with a header that a browser cannot send', async () => {
    const { token } = await logIn();
    const socket = await open(`${hub.residents}/r/norrvik/hub/resident`, {
      origin: hub.residents,
      authorization: `Bearer ${token}`,
    });
    assert.notEqual(socket.status, 101);
  });

  test('refuses server-sent events', async () => {
    const { token } = await logIn();
    const { json } = await negotiate({ authorization: `Bearer ${token}`, origin: hub.residents });
    assert.ok(!JSON.stringify(json).includes('ServerSentEvents'));
    const { status } = await new Browser().send(
      `${hub.residents}/r/norrvik/hub/resident?id=${json?.['connectionToken']}`,
      { headers: { accept: 'text/event-stream', authorization: `Bearer ${token}`, origin: hub.residents } },
    );
    assert.ok(status >= 400, String(status));
  });

  test('refuses a socket from another origin than negotiate’s', async () => {
    const { token } = await logIn();
    for (const origin of [hostPage, 'https://minasidor.norrvik.example', 'null'])
      assert.notEqual((await connect(token, origin)).status, 101, origin);
  });

  test('opens one socket for one connection token', async () => {
    const { token } = await logIn();
    const { json } = await negotiate({ authorization: `Bearer ${token}`, origin: hub.residents });
    const address = `${hub.residents}/r/norrvik/hub/resident?id=${json?.['connectionToken']}`;
    await greet(await open(address, { origin: hub.residents }));
    assert.notEqual((await open(address, { origin: hub.residents })).status, 101);
  });

  test('refuses a socket whose session ended after negotiate', async () => {
    const { login, token } = await logIn();
    const { json } = await negotiate({ authorization: `Bearer ${token}`, origin: hub.residents });
    await login.session('DELETE', token);
    const socket = await open(`${hub.residents}/r/norrvik/hub/resident?id=${json?.['connectionToken']}`, {
      origin: hub.residents,
    });
    assert.notEqual(socket.status, 101);
  });

  test('cuts the socket of a session that is revoked, and says why', async () => {
    const { login, token } = await logIn();
    const socket = await greet(await connect(token));
    await login.session('DELETE', token);
    const ended = await socket.until(({ target }) => target === 'sessionEnded');
    assert.deepEqual(ended?.['arguments'], [{ reason: 'logout' }]);
    const closed = await socket.until(({ type }) => type === 7);
    assert.equal(closed?.['allowReconnect'] ?? false, false);
    assert.equal(await socket.until(() => true), undefined);
  });

  test('cuts a socket that was still in its handshake when its session was revoked', async () => {
    const { login, token } = await logIn();
    const socket = await connect(token);
    await login.session('DELETE', token);
    socket.send(handshake);
    assert.equal(await socket.until(message => Object.keys(message).length === 0), undefined);
  });

  test('warns two minutes before the idle end, and then ends', async () => {
    const { token } = await logIn();
    const socket = await greet(await connect(token));
    const end = new Date(hub.clock.now() + 30 * 60_000).toISOString();
    hub.clock.advance(28 * 60_000);
    const ending = await socket.until(({ target }) => target === 'sessionEnding');
    assert.deepEqual(ending?.['arguments'], [{ at: end, seconds: 120 }]);
    const late = await greet(await connect(token));
    const again = await late.until(({ target }) => target === 'sessionEnding');
    assert.deepEqual(again?.['arguments'], [{ at: end, seconds: 120 }]);
    hub.clock.advance(2 * 60_000);
    const ended = await socket.until(({ target }) => target === 'sessionEnded');
    assert.deepEqual(ended?.['arguments'], [{ reason: 'idle' }]);
    assert.equal(await socket.until(({ type }) => type !== 7), undefined);
  });
});

describe('the staff hub', { timeout: 30_000 }, () => {
  const path = '/r/norrvik/hub/staff';

  async function negotiateStaff(browser: Browser, headers: Readonly<Record<string, string>>): Promise<Reply> {
    return browser.send(`${hub.staff}${path}/negotiate?negotiateVersion=1`, { method: 'POST', headers });
  }

  test('is opened by the cookie, from the desk’s own page', async () => {
    const browser = await logInStaff(hub);
    const own = { origin: hub.staff, 'sec-fetch-site': 'same-origin' };
    const { status, json } = await negotiateStaff(browser, own);
    assert.equal(status, 200);
    const cookie = `nara-staff=${browser.cookies.get('nara-staff')}`;
    await greet(await open(`${hub.staff}${path}?id=${json?.['connectionToken']}`, { ...own, cookie }));
  });

  test('refuses what another page makes the browser send, cookie or not', async () => {
    const browser = await logInStaff(hub);
    const { json } = await negotiateStaff(browser, { origin: hub.staff });
    const cookie = `nara-staff=${browser.cookies.get('nara-staff')}`;
    const foreign: Readonly<Record<string, string>>[] = [
      { origin: 'https://evil.example' },
      { origin: hub.residents },
      { origin: hub.staff, 'sec-fetch-site': 'cross-site' },
      { origin: hub.staff, 'sec-fetch-site': 'same-site' },
      {},
    ];
    for (const headers of foreign) {
      const name = JSON.stringify(headers);
      assert.ok((await negotiateStaff(browser, headers)).status >= 400, `negotiate ${name}`);
      const address = `${hub.staff}${path}?id=${json?.['connectionToken']}`;
      assert.notEqual((await open(address, { ...headers, cookie })).status, 101, `socket ${name}`);
    }
  });

  test('refuses a socket without the cookie', async () => {
    const browser = await logInStaff(hub);
    const { json } = await negotiateStaff(browser, { origin: hub.staff });
    const socket = await open(`${hub.staff}${path}?id=${json?.['connectionToken']}`, { origin: hub.staff });
    assert.notEqual(socket.status, 101);
  });

  test('is not on the residents’ origin, nor the residents’ hub on the staff’s', async () => {
    const send = (address: string) => new Browser().send(address, { method: 'POST' });
    assert.equal((await send(`${hub.residents}/r/norrvik/hub/staff/negotiate`)).status, 404);
    assert.equal((await send(`${hub.staff}/r/norrvik/hub/resident/negotiate`)).status, 404);
  });
});
