import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { freePorts } from '../free-ports.ts';
import type { RunningServer } from '../http-server.ts';
import { openKeys } from '../login/keys.ts';
import { readPeople } from '../login/people.ts';
import { startOwnUi } from './own-ui.ts';

const demo = join(import.meta.dirname, '..', '..');
const hub = 'http://127.0.0.1:8300';
let product: RunningServer;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nara-own-ui-'));
  const { persons } = await readPeople(join(demo, 'data'), join(demo, 'config', 'nara.yaml'));
  const { ownUi } = await freePorts();
  const { ownUi: key } = await openKeys(folder, []);
  product = await startOwnUi({ port: ownUi, hub, persons, key, folder: join(demo, 'own-ui') });
});
after(async () => {
  await product.stop();
  await rm(folder, { recursive: true });
});

function ask(method: string, path: string, init: { cookie?: string; origin?: string; body?: string } = {}) {
  const { cookie, origin = product.origin, body } = init;
  return fetch(`${product.origin}${path}`, {
    method,
    headers: { origin, ...(cookie !== undefined && { cookie }) },
    ...(body !== undefined && { body }),
  });
}

async function logIn(): Promise<string> {
  const { choices } = (await (await ask('GET', '/login')).json()) as {
    choices: { key: string; name: string }[];
  };
  const karin = choices.find(({ name }) => name === 'Karin Lindqvist');
  const response = await ask('POST', '/login', { body: karin?.key ?? '' });
  const [cookie = ''] = response.headers.getSetCookie();
  assert.match(cookie, /^stegvis=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
  return cookie.split(';')[0] ?? '';
}

describe('the product’s back end', () => {
  test('signs who is logged in, for the region’s hub, under a key that it publishes', async () => {
    const response = await ask('POST', '/token', { cookie: await logIn() });
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const keys = createRemoteJWKSet(new URL(`${product.origin}/jwks.json`));
    const { payload } = await jwtVerify(await response.text(), keys, {
      issuer: product.origin,
      audience: `${hub}/r/norrvik`,
      algorithms: ['ES256'],
      requiredClaims: ['exp', 'jti', 'auth_time'],
      maxTokenAge: 60,
    });
    assert.equal(payload['personal_number'], '199306069882');
    assert.equal(payload.exp, (payload.iat ?? 0) + 60);
  });

  test('publishes no private key', async () => {
    const { keys } = (await (await ask('GET', '/jwks.json')).json()) as { keys: object[] };
    assert.deepEqual(
      keys.map(key => 'd' in key),
      [false],
    );
  });

  test('signs nothing for who is not logged in, nor after a logout', async () => {
    assert.equal((await ask('POST', '/token')).status, 401);
    const cookie = await logIn();
    await ask('DELETE', '/login', { cookie });
    assert.equal((await ask('POST', '/token', { cookie })).status, 401);
  });

  test('does nothing for another origin’s page, and nothing by an address alone', async () => {
    const cookie = await logIn();
    assert.equal((await ask('POST', '/token', { cookie, origin: 'http://localhost:8100' })).status, 403);
    assert.equal((await ask('GET', '/token', { cookie })).status, 404);
  });

  test('logs nobody in by another name, or a long one', async () => {
    for (const body of ['', 'nobody', 'x'.repeat(101)])
      assert.equal((await ask('POST', '/login', { body })).status, 400);
  });

  test('serves its page under a strict policy, with a script that holds the SDK', async () => {
    const page = await ask('GET', '/');
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'self';/);
    assert.match(await page.text(), new RegExp(`data-hub="${hub}"`));
    assert.match(await (await ask('GET', '/own-ui.js')).text(), /\/session\/token/);
    assert.equal((await ask('GET', '/own-ui.ts')).status, 404);
  });

  test('lets the page with the element load it from the hub', async () => {
    const page = await ask('GET', '/embedded');
    assert.match(
      page.headers.get('content-security-policy') ?? '',
      new RegExp(`default-src 'none'; script-src 'self' ${hub};`),
    );
    assert.match(await page.text(), new RegExp(`src="${hub}/nara-chat.js"`));
    assert.match(await (await ask('GET', '/embedded.js')).text(), /nara-chat/);
  });
});
