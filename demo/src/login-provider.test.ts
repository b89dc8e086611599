import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as oidc from 'openid-client';
import { addressesOf } from './addresses.ts';
import { freePorts } from './free-ports.ts';
import type { RunningServer } from './http-server.ts';
import { type LoginClient, loginClients } from './login/clients.ts';
import { CookieBrowser } from './login/cookie-browser.ts';
import { type DemoKeys, openKeys } from './login/keys.ts';
import { type People, readPeople } from './login/people.ts';
import { startLoginProvider } from './login-provider.ts';

const demo = join(import.meta.dirname, '..');
const ports = await freePorts();
const at = addressesOf(ports);
const clients = loginClients(at);
let folder: string;
let keys: DemoKeys;
let people: People;
let provider: RunningServer;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nara-login-'));
  keys = await openKeys(
    folder,
    clients.map(client => client.id),
  );
  people = await readPeople(join(demo, 'data'), join(demo, 'config', 'nara.yaml'));
  provider = await startLoginProvider({
    port: ports.login,
    clients,
    people,
    keys,
    folder: join(demo, 'sites', 'login'),
    returnOrigins: [at.hub, at.desk],
  });
});

after(async () => {
  await provider.stop();
  await rm(folder, { recursive: true });
});

test('a resident chosen in the list arrives with the Swedish claims, in the ID token and at userinfo', async () => {
  const { claims, userinfo } = await logIn('norrvik-resident', { person: keyOf('Karin', 'Lindqvist') });
  assert.equal(claims['https://id.oidc.se/claim/personalIdentityNumber'], '199306069882');
  assert.equal(claims['acr'], 'http://id.elegnamnden.se/loa/1.0/loa3');
  assert.deepEqual([claims['given_name'], claims['family_name']], ['Karin', 'Lindqvist']);
  assert.ok(Number(claims['exp']) - Number(claims['iat']) <= 300);
  assert.doesNotMatch(String(claims['sub']), /\d{6}/);
  assert.equal(userinfo['https://id.oidc.se/claim/personalIdentityNumber'], '199306069882');
});

test('a resident of the Finnish area arrives with the Finnish claims', async () => {
  const { claims } = await logIn('skargarden-resident', { person: keyOf('Maija', 'Korhonen') });
  assert.equal(claims['personal_identity_code'], '281085-910D');
  assert.equal(claims['acr'], 'http://ftn.ficora.fi/2017/loatest2');
});

test('staff with one commission arrive with it', async () => {
  const { claims } = await logIn('norrvik-staff', { staff: staffOf('Sara').key });
  assert.equal(claims['employeeHsaId'], 'SE2329990017-B001');
  assert.equal(claims['commissionHsaId'], 'SE2329990017-A001');
  assert.equal(claims['commissionName'], 'Norrviks vårdcentral');
  assert.equal(claims['commissionPurpose'], 'Vård och behandling');
  assert.deepEqual(claims['healthcareProfessionalLicense'], ['SJ']);
});

test('staff with two commissions are asked for which, and arrive with the chosen one', async () => {
  const flow = await begin('norrvik-staff');
  const asked = await flow.browser.open(flow.page.url.pathname, { staff: staffOf('Sofia').key });
  assert.match(asked.text, /Norrviks vårdcentral[\s\S]*Älvnäs vårdcentral/);
  const second = staffOf('Sofia').commissions[1];
  const { claims } = await finish(flow, { commission: second?.key ?? '' });
  assert.equal(claims['commissionHsaId'], 'SE2329990017-A002');
});

test('Finnish staff arrive with their service unit', async () => {
  const { claims } = await logIn('skargarden-staff', { staff: staffOf('Annika').key });
  assert.equal(claims['service_unit_oid'], '1.2.246.10.99000127.10.1');
  assert.equal(claims['professional_group'], 'sairaanhoitaja');
});

test('only people of the country are listed, and a search narrows the list', async () => {
  const { browser, page } = await begin('norrvik-resident');
  assert.equal(page.text.match(/name="person"/g)?.length, 20);
  assert.doesNotMatch(page.text, /Virtanen/);
  const found = await browser.open(page.url.pathname, { q: 'ÖSTM' });
  assert.deepEqual(found.text.match(/<b>[^<]+<\/b>/g), ['<b>Ingrid Östman</b>']);
});

test('a person of the other country cannot be chosen, whatever the form says', async () => {
  const { browser, page } = await begin('norrvik-resident');
  const still = await browser.open(page.url.pathname, { person: keyOf('Maija', 'Korhonen') });
  assert.equal(still.status, 200);
  assert.match(still.text, /name="person"/);
});

test('what is searched for is shown as text, never as markup', async () => {
  const { browser, page } = await begin('norrvik-resident');
  const found = await browser.open(page.url.pathname, { q: '"><script>alert(1)</script>' });
  assert.doesNotMatch(found.text, /<script>/);
  assert.match(found.text, /&lt;script&gt;/);
});

for (const [wanted, client, lang] of [
  ['fi sv', 'norrvik-resident', 'fi'],
  ['sv', 'norrvik-resident', 'sv-SE'],
  ['sv', 'skargarden-resident', 'sv-FI'],
  ['en', 'skargarden-staff', 'en'],
  ['de', 'skargarden-resident', 'fi'],
] as const) {
  test(`ui_locales "${wanted}" at ${client} gives a page in ${lang}`, async () => {
    const { page } = await begin(client, { ui_locales: wanted });
    assert.match(page.text, new RegExp(`<html lang="${lang}">`));
  });
}

test('cancelling brings the person back with access_denied', async () => {
  const flow = await begin('norrvik-resident');
  const back = await flow.browser.open(flow.page.url.pathname, { cancel: '1' });
  assert.equal(back.url.searchParams.get('error'), 'access_denied');
  assert.equal(back.url.searchParams.get('iss'), at.login);
});

test('a level of assurance that no login here has is refused', async () => {
  const { page } = await begin('norrvik-resident', { acr_values: 'http://id.elegnamnden.se/loa/1.0/loa4' });
  assert.equal(page.url.searchParams.get('error'), 'unmet_authentication_requirements');
});

test('without PKCE there is no login', async () => {
  const flow = await begin('norrvik-resident', { code_challenge: '', code_challenge_method: '' });
  assert.equal(flow.page.url.searchParams.get('error'), 'invalid_request');
});

test('with prompt=login the next person in the same browser is asked again and may be somebody else', async () => {
  const first = await begin('norrvik-resident');
  await finish(first, { person: keyOf('Karin', 'Lindqvist') });
  const silent = await begin('norrvik-resident', { prompt: '' }, first.browser);
  assert.notEqual(silent.page.url.searchParams.get('code'), null);
  const asked = await begin('norrvik-resident', {}, first.browser);
  const { claims } = await finish(asked, { person: keyOf('Jonas', 'Berg') });
  assert.equal(claims['given_name'], 'Jonas');
});

test('logging out at the provider with the ID token ends its session and leads back to the hub', async () => {
  const flow = await begin('norrvik-resident');
  const { idToken } = await finish(flow, { person: keyOf('Saga', 'Holm') });
  const end = new URL(flow.config.serverMetadata().end_session_endpoint ?? '');
  end.search = new URLSearchParams({
    id_token_hint: idToken,
    post_logout_redirect_uri: `${at.hub}/r/norrvik/`,
    ui_locales: 'sv-SE',
  }).toString();
  const page = await flow.browser.open(end.href);
  assert.match(page.text, /<script src="\/logout\.js" defer>/);
  const back = await submit(flow.browser, page.text);
  assert.equal(back.url.href, `${at.hub}/r/norrvik/`);
  const again = await begin('norrvik-resident', { prompt: '' }, flow.browser);
  assert.equal(again.page.status, 200);
});

test('a code is good for one token request only', async () => {
  const flow = await begin('norrvik-resident');
  let back = await flow.browser.open(flow.page.url.pathname, { person: keyOf('Karin', 'Lindqvist') });
  while (back.status === 200) back = await submit(flow.browser, back.text);
  const checks = { pkceCodeVerifier: flow.verifier, expectedState: 'state', expectedNonce: flow.nonce };
  await oidc.authorizationCodeGrant(flow.config, back.url, checks);
  await assert.rejects(oidc.authorizationCodeGrant(flow.config, back.url, checks), {
    error: 'invalid_grant',
  });
});

test('keys are kept: the same folder gives the same keys', async () => {
  const again = await openKeys(
    folder,
    clients.map(client => client.id),
  );
  assert.deepEqual(again, keys);
});

interface Flow {
  readonly client: LoginClient;
  readonly config: oidc.Configuration;
  readonly browser: CookieBrowser;
  readonly verifier: string;
  readonly nonce: string;
  readonly page: Awaited<ReturnType<CookieBrowser['open']>>;
}

/** Opens the authorization request as the hub would; an empty string in `changes` leaves that parameter out. */
async function begin(
  clientId: string,
  changes: Record<string, string> = {},
  browser = new CookieBrowser(at.login),
): Promise<Flow> {
  const client = clients.find(({ id }) => id === clientId);
  assert.ok(client);
  const jwk = keys.clients.get(clientId);
  assert.ok(jwk);
  const key = await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
  ]);
  const config = await oidc.discovery(
    new URL(at.login),
    clientId,
    undefined,
    oidc.PrivateKeyJwt({ key, kid: jwk.kid }),
    {
      execute: [oidc.allowInsecureRequests],
    },
  );
  const verifier = oidc.randomPKCECodeVerifier();
  const nonce = oidc.randomNonce();
  const parameters = {
    redirect_uri: client.redirectUri,
    scope: client.scope,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: 'state',
    nonce,
    prompt: 'login',
    acr_values: client.acr,
    ...changes,
  };
  const sent = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
  const page = await browser.open(oidc.buildAuthorizationUrl(config, sent).href);
  return { client, config, browser, verifier, nonce, page };
}

/** Posts the choice and trades the code that comes back. */
async function finish(flow: Flow, form: Record<string, string>): Promise<LoggedIn> {
  let back = await flow.browser.open(flow.page.url.pathname, form);
  while (back.status === 200) back = await submit(flow.browser, back.text);
  assert.ok(back.url.href.startsWith(flow.client.redirectUri), back.url.href);
  const tokens = await oidc.authorizationCodeGrant(flow.config, back.url, {
    pkceCodeVerifier: flow.verifier,
    expectedState: 'state',
    expectedNonce: flow.nonce,
  });
  const claims = tokens.claims();
  assert.ok(claims !== undefined && tokens.id_token !== undefined);
  const userinfo = await oidc.fetchUserInfo(flow.config, tokens.access_token, claims.sub);
  return { claims, userinfo, idToken: tokens.id_token };
}

interface LoggedIn {
  readonly claims: Record<string, unknown>;
  readonly userinfo: Record<string, unknown>;
  readonly idToken: string;
}

async function logIn(clientId: string, form: Record<string, string>): Promise<LoggedIn> {
  return finish(await begin(clientId), form);
}

/** Sends the page's form as its script would. */
async function submit(
  browser: CookieBrowser,
  page: string,
): Promise<Awaited<ReturnType<CookieBrowser['open']>>> {
  const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
  assert.ok(action, page);
  const fields = [...page.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
  return browser.open(action, Object.fromEntries(fields));
}

function keyOf(given: string, family: string): string {
  const person = people.persons.find(candidate => candidate.given === given && candidate.family === family);
  assert.ok(person);
  return person.key;
}

function staffOf(given: string): People['staff'][number] {
  const member = people.staff.find(candidate => candidate.given === given);
  assert.ok(member);
  return member;
}
