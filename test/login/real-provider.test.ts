import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type RunningDemo, startDemo } from '@nara/demo';
import { freePorts } from '@nara/demo/free-ports';

/** Logins through a certified provider's code (`oidc-provider`) on a hub that runs as a process of its own. */
let demo: RunningDemo;
let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nara-real-login-'));
  demo = await startDemo({ ports: await freePorts(), dataFolder: folder });
});
after(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true });
});

interface Page {
  readonly address: URL;
  readonly status: number;
  readonly text: string;
}

/** A browser without scripts: cookies by host, redirects followed till the fragment or a page. */
class Visitor {
  readonly #cookies = new Map<string, Map<string, string>>();

  async open(address: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    let url = new URL(address);
    let body = form && new URLSearchParams(form);
    for (;;) {
      if (url.hash !== '') return { address: url, status: 0, text: '' };
      const jar = this.#cookies.get(url.hostname) ?? new Map<string, string>();
      const response = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        redirect: 'manual',
        headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
        ...(body && { body }),
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        jar.set(name, value);
      }
      this.#cookies.set(url.hostname, jar);
      const text = await response.text();
      const next = response.headers.get('location');
      if (next === null) return { address: url, status: response.status, text };
      url = new URL(next, url);
      body = undefined;
    }
  }

  cookie(host: string, name: string): string | undefined {
    return this.#cookies.get(host)?.get(name);
  }
}

const post = (address: string, origin: string, body: unknown, token?: string) =>
  fetch(address, {
    method: 'POST',
    headers: {
      origin,
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });

const regions = [
  { region: 'norrvik', site: 'siteSe', given: 'Karin', country: 'SE' },
  { region: 'skargarden', site: 'siteFi', given: 'Maija', country: 'FI' },
] as const;

for (const { region, site, given, country } of regions) {
  test(`a resident of ${region} logs in and is known by name, and the number is nowhere in the log or the store`, async () => {
    const { hub } = demo.addresses;
    const base = `${hub}/r/${region}`;
    const about = await (await fetch(`${base}/about`)).json();
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const returnTo = `${demo.addresses[site]}/`;
    const asked = await post(`${base}/login/handle`, hub, {
      challenge,
      returnTo,
      locale: about.locales[0],
      method: about.loginMethods[0].id,
      shared: false,
    });
    const { handle } = await asked.json();
    const visitor = new Visitor();
    const choice = await visitor.open(`${base}/login?h=${handle}`);
    const person = demo.people.persons.find(one => one.given === given && one.country === country);
    assert.ok(person);
    const back = await visitor.open(choice.address.href, { person: person.key });
    assert.equal(`${back.address.origin}/`, returnTo);
    const code = back.address.hash.replace('#nara=', '');
    const traded = await post(`${base}/session`, hub, { code, verifier });
    assert.equal(traded.status, 200);
    const session = await traded.json();
    assert.equal(session.person.name, `${person.given} ${person.family}`);
    const logged = readFileSync(demo.logFile, 'utf8');
    for (const secret of [person.identity, person.family, code, handle, session.token])
      assert.ok(!logged.includes(secret), 'a secret is in the log');
    for (const file of [`hub/${region}.sqlite`, `hub/${region}.sqlite-wal`])
      assert.ok(!readFileSync(join(folder, file)).includes(person.identity), 'a number is in the store');
  });

  test(`a member of staff of ${region} logs in with a commission`, async () => {
    const { desk } = demo.addresses;
    const visitor = new Visitor();
    const choice = await visitor.open(`${desk}/r/${region}/staff/login`);
    const member = demo.people.staff.find(one => one.region === region);
    const commission = member?.commissions[0];
    assert.ok(member && commission);
    const done = await visitor.open(choice.address.href, { commission: commission.key });
    assert.equal(done.status, 200);
    assert.equal(done.address.pathname, `/r/${region}/staff/login/callback`);
    const cookie = visitor.cookie('127.0.0.1', 'nara-staff');
    const answer = await fetch(`${desk}/r/${region}/staff/session`, {
      headers: { cookie: `nara-staff=${cookie}` },
    });
    const { staff } = await answer.json();
    assert.deepEqual(staff, { id: member.id, name: `${member.given} ${member.family}` });
  });
}
