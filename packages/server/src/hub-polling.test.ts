import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, afterEach, before, describe, test } from 'node:test';
import { limits } from '@nara/contract';
import { Browser, karin, PanelLogin, type Reply } from './testing/browser.ts';
import { logInStaff } from './testing/staff-login.ts';
import { hostPage, startTestHub, type TestHub } from './testing/test-hub.ts';

type Headers = Readonly<Record<string, string>>;

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());
/** A hub that closes waits for those who poll to hear of it. */
const begun: Polling[] = [];
afterEach(async () => {
  for (const polling of begun.splice(0)) await polling.drop();
});

/** A page's own requests: browsers say where they come from, and leave `Origin` out of what only reads. */
const fromOwnPage = { 'sec-fetch-site': 'same-origin' };

/** One resident who is logged in, with the requests of a connection that polls. */
class Polling {
  readonly login: PanelLogin;
  readonly token: string;
  #address = '';

  private constructor(login: PanelLogin, token: string) {
    this.login = login;
    this.token = token;
  }

  static async begin(): Promise<Polling> {
    hub.provider.login = { claims: karin };
    const login = new PanelLogin(hub);
    const polling = new Polling(login, await login.token());
    const { json } = await new Browser().send(
      `${hub.residents}/r/norrvik/hub/resident/negotiate?negotiateVersion=1`,
      { method: 'POST', headers: { ...polling.bearer, origin: hub.residents } },
    );
    begun.push(polling);
    polling.#address = `${hub.residents}/r/norrvik/hub/resident?id=${json?.['connectionToken']}`;
    return polling;
  }

  get bearer(): Headers {
    return { authorization: `Bearer ${this.token}` };
  }

  poll(headers: Headers = { ...this.bearer, ...fromOwnPage }, query = ''): Promise<Reply> {
    return new Browser().send(this.#address + query, { headers });
  }

  /** The status of a poll without a token whose headers look like those that ask for a WebSocket, but do not to an HTTP parser. */
  pollAsWebSocket(): Promise<number | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    request(
      this.#address,
      { headers: { origin: hub.residents, connection: 'x-upgrade', upgrade: 'websocket' } },
      answer => {
        answer.resume();
        resolve(answer.statusCode);
      },
    )
      .once('error', reject)
      .end();
    return promise;
  }

  async post(records: string, headers: Headers = { ...this.bearer, origin: hub.residents }): Promise<number> {
    return (await fetch(this.#address, { method: 'POST', headers, body: records })).status;
  }

  async drop(headers: Headers = { ...this.bearer, origin: hub.residents }): Promise<number> {
    return (await fetch(this.#address, { method: 'DELETE', headers })).status;
  }

  /** Opens the connection and greets: what the official client does first. */
  async greet(): Promise<void> {
    assert.equal((await this.poll()).status, 200);
    assert.equal(await this.post('{"protocol":"json","version":1}\u001e'), 200);
    assert.match((await this.poll()).text, /^\{\}\u001e/);
  }
}

const ping = '{"type":6}\u001e';

describe('the resident hub, by long polling', { timeout: 30_000 }, () => {
  test('is offered beside WebSockets, and nothing else is', async () => {
    const { token } = await Polling.begin();
    const { json } = await new Browser().send(
      `${hub.residents}/r/norrvik/hub/resident/negotiate?negotiateVersion=1`,
      { method: 'POST', headers: { authorization: `Bearer ${token}`, origin: hub.residents } },
    );
    const offered = json?.['availableTransports'] as readonly { readonly transport: string }[];
    assert.deepEqual(
      offered.map(({ transport }) => transport),
      ['WebSockets', 'LongPolling'],
    );
  });

  test('takes polls, sends and the end', async () => {
    const polling = await Polling.begin();
    await polling.greet();
    assert.equal(await polling.post(ping), 200);
    assert.equal(await polling.drop(), 202);
  });

  test('wants the bearer token with every request, and only that of its own session', async () => {
    const polling = await Polling.begin();
    const other = await Polling.begin();
    await polling.greet();
    for (const bearer of [{}, other.bearer, { authorization: 'Bearer x' }]) {
      const name = JSON.stringify(Object.keys(bearer));
      assert.equal((await polling.poll({ ...bearer, ...fromOwnPage })).status, 401, name);
      assert.equal(await polling.post(ping, { ...bearer, origin: hub.residents }), 401, name);
      assert.equal(await polling.drop({ ...bearer, origin: hub.residents }), 401, name);
    }
    assert.equal(await polling.post(ping), 200);
  });

  test('does not take a poll for a WebSocket because it calls itself one', async () => {
    const polling = await Polling.begin();
    await polling.greet();
    assert.equal(await polling.pollAsWebSocket(), 401);
  });

  test('refuses a token in the address', async () => {
    const polling = await Polling.begin();
    assert.equal((await polling.poll(fromOwnPage, `&access_token=${polling.token}`)).status, 400);
  });

  test('wants every request to come from where negotiate came from', async () => {
    const polling = await Polling.begin();
    await polling.greet();
    for (const from of [
      { origin: hostPage },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as const) {
      const name = JSON.stringify(from);
      assert.ok((await polling.poll({ ...polling.bearer, ...from })).status >= 400, `poll ${name}`);
      assert.ok((await polling.post(ping, { ...polling.bearer, ...from })) >= 400, `send ${name}`);
    }
    assert.equal(await polling.post(ping), 200);
  });

  test('ends with its session, and says why', async () => {
    const polling = await Polling.begin();
    await polling.greet();
    const waiting = polling.poll();
    await polling.login.session('DELETE', polling.token);
    assert.match((await waiting).text, /"target":"sessionEnded","arguments":\[\{"reason":"logout"\}\]/);
    assert.ok((await polling.poll()).status >= 400);
    // Nobody may poll it to its end any more.
    hub.clock.advance(20_000);
  });

  test('takes so many requests of a session in a minute, and no more', async () => {
    const polling = await Polling.begin();
    await polling.greet();
    let taken = 0;
    let status = 200;
    while (status === 200) {
      status = await polling.post(ping);
      if (status === 200) taken += 1;
    }
    assert.equal(status, 429);
    // Three have greeted.
    assert.equal(taken, limits.pollsPerMinute - 3);
    hub.clock.advance(60_000);
    // Nobody has polled it meanwhile: there is no such connection any more.
    assert.equal(await polling.post(ping), 401);
  });

  test('takes no body above its limit', async () => {
    const polling = await Polling.begin();
    await polling.greet();
    const pings = (bytes: number) => ping.repeat(Math.floor(bytes / ping.length));
    assert.equal(await polling.post(pings(limits.hubBodyBytes)), 200);
    assert.equal(await polling.post(pings(limits.hubBodyBytes) + ping), 400);
  });
});

describe('the staff hub, by long polling', { timeout: 30_000 }, () => {
  test('takes the cookie from the desk’s own page, and what no other page can send', async () => {
    const browser = await logInStaff(hub);
    const path = `${hub.staff}/r/norrvik/hub/staff`;
    const own = { origin: hub.staff, ...fromOwnPage };
    const { json } = await browser.send(`${path}/negotiate?negotiateVersion=1`, {
      method: 'POST',
      headers: own,
    });
    const address = `${path}?id=${json?.['connectionToken']}`;
    assert.equal((await browser.send(address, { headers: fromOwnPage })).status, 200);
    for (const from of [{ 'sec-fetch-site': 'cross-site' }, { origin: hub.residents }])
      assert.equal((await browser.send(address, { headers: from })).status, 401, JSON.stringify(from));
    assert.equal((await new Browser().send(address, { headers: fromOwnPage })).status, 401);
    assert.equal((await browser.send(address, { method: 'POST', headers: fromOwnPage })).status, 401);
    const negotiate = await browser.send(`${path}/negotiate?negotiateVersion=1`, {
      method: 'POST',
      headers: fromOwnPage,
    });
    assert.equal(negotiate.status, 401);
    assert.equal((await browser.send(address, { method: 'DELETE', headers: own })).status, 202);
  });
});
