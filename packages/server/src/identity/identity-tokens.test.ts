import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Refused } from '@nara/hub';
import { ManualClock } from '@nara/hub/memory';
import type { TokenIssuerConfig } from '../config/hub-config.ts';
import { rawToken, startTestIssuer, type TestIssuer, type TokenChanges } from '../testing/test-issuer.ts';
import { createTokenProver } from './identity-tokens.ts';
import { createSealer } from './seal.ts';

const origin = 'https://minasidor.norrvik.example';
const clock = new ManualClock();
const seconds = (): number => Math.floor(clock.now() / 1_000);
const secret = Buffer.alloc(32, 7);
const keys = { pepper: secret, sealKeyId: 'k', sealKeys: new Map([['k', secret]]) };
const sealer = createSealer('norrvik', keys);

let issuer: TestIssuer;
let other: TestIssuer;
let refusals: string[];
before(async () => {
  issuer = await startTestIssuer(() => clock.now());
  other = await startTestIssuer(() => clock.now());
});
after(() => Promise.all([issuer.close(), other.close()]));
beforeEach(() => {
  refusals = [];
});

function proverOf(changes: Partial<TokenIssuerConfig> = {}) {
  const trusted: TokenIssuerConfig = {
    issuer: issuer.issuer,
    audience: 'nara',
    origins: [origin],
    keys: { jwks: issuer.jwks },
    algorithms: ['ES256'],
    acr: ['loa3', 'loa4'],
    claims: { identity: 'pnr', givenName: 'given_name', familyName: 'family_name' },
    maxAge: 5,
    clockSkew: 30,
    ...changes,
  };
  return createTokenProver({
    issuers: [trusted],
    country: 'SE',
    keys,
    sealer,
    clock,
    refused: (fault, from, claim) => refusals.push([fault, from, ...(claim ? [claim] : [])].join(' ')),
  });
}

async function refusal(token: string | Promise<string>, prove = proverOf(), from = origin): Promise<object> {
  const error = await prove(await token, from).then(
    () => assert.fail('it was taken'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Refused, String(error));
  return { code: error.code, ...(error.path !== undefined && { path: error.path }) };
}

describe('a good token', () => {
  test('proves who the person is, how surely and since when', async () => {
    const proved = await proverOf()(await issuer.sign({ claims: { jti: 'once' } }), origin);
    const { know: _know, ...rest } = proved;
    assert.deepEqual(rest, {
      issuer: issuer.issuer,
      tokenId: 'once',
      acr: 'loa3',
      authTime: new Date(clock.now()),
      usableUntil: new Date(clock.now() + 90_000),
    });
    assert.deepEqual(refusals, []);
  });

  test('says itself when the person logged in, where that was earlier', async () => {
    const token = await issuer.sign({ claims: { auth_time: seconds() - 3_600 } });
    assert.equal((await proverOf()(token, origin)).authTime.getTime(), clock.now() - 3_600_000);
    const early = await issuer.sign({ claims: { auth_time: seconds() + 3_600 } });
    assert.equal((await proverOf()(early, origin)).authTime.getTime(), clock.now());
  });

  test('without an id of its own is known by what is signed, whatever the signature', async () => {
    const token = await issuer.sign({ claims: { jti: undefined } });
    const { tokenId } = await proverOf()(token, origin);
    assert.match(tokenId, /^[\w-]{43}$/);
    assert.equal((await proverOf()(token, origin)).tokenId, tokenId);
    const later = await issuer.sign({ claims: { jti: undefined, iat: seconds() - 1 } });
    assert.notEqual((await proverOf()(later, origin)).tokenId, tokenId);
  });

  test('may be meant for others too, and be off by as much as the clocks may be', async () => {
    const now = seconds();
    for (const claims of [
      { aud: ['other', 'nara'] },
      { exp: now - 29, iat: now - 60 },
      { nbf: now + 30 },
      { iat: now + 30 },
      { iat: now - 330 },
    ])
      await proverOf()(await issuer.sign({ claims }), origin);
  });

  test('may be signed by keys that the configuration holds itself', async () => {
    const known = { known: [await issuer.publicKey()] };
    const before = issuer.asked;
    await proverOf({ keys: known })(await issuer.sign(), origin);
    assert.equal(issuer.asked, before);
    assert.deepEqual(await refusal(issuer.sign({ forged: true }), proverOf({ keys: known })), {
      code: 'token_refused',
    });
  });
});

describe('what is no token of a trusted issuer is told nothing but that, and the log why', () => {
  const untrusted = { code: 'token_refused' };
  const claims = () => ({ iss: issuer.issuer, aud: 'nara', iat: seconds(), exp: seconds() + 60 });

  const cases: Readonly<Record<string, [fault: string, make: () => Promise<string> | string]>> = {
    'of another issuer': ['issuer', () => other.sign()],
    'of another issuer that names this one': [
      'signature',
      () => other.sign({ claims: { iss: issuer.issuer } }),
    ],
    'without an issuer': ['form', () => issuer.sign({ claims: { iss: undefined } })],
    'signed by another key': ['signature', () => issuer.sign({ forged: true })],
    'of a key that nobody has published': ['key', () => issuer.sign({ header: { kid: 'unknown' } })],
    'with no signature (alg none)': ['algorithm', () => rawToken({ alg: 'none' }, claims())],
    'signed with a shared secret (HS256)': [
      'algorithm',
      () => rawToken({ alg: 'HS256', kid: 'key 1' }, claims(), 'AAAA'),
    ],
    'signed in another way than the region lists (RS256)': [
      'algorithm',
      () => rawToken({ alg: 'RS256', kid: 'key 1' }, claims(), 'AAAA'),
    ],
    'with an extension that must be understood': [
      'form',
      () => rawToken({ alg: 'ES256', kid: 'key 1', crit: ['x'], x: 1 }, claims(), 'AAAA'),
    ],
    'that is no JWT': ['form', () => 'a.b.c'],
  };
  for (const [name, [fault, make]] of Object.entries(cases))
    test(`a token ${name}`, async () => {
      assert.deepEqual(await refusal(make()), untrusted);
      assert.deepEqual(refusals, [`${fault} ${origin}`]);
    });

  test('a good token from an origin that is not listed for its issuer', async () => {
    const elsewhere = 'https://elsewhere.norrvik.example';
    assert.deepEqual(await refusal(issuer.sign(), proverOf(), elsewhere), untrusted);
    assert.deepEqual(refusals, [`issuer ${elsewhere}`]);
  });

  test('a forged token says nothing of its claims', async () => {
    const forged = issuer.sign({ forged: true, claims: { aud: 'other', exp: 1 } });
    assert.deepEqual(await refusal(forged), untrusted);
  });
});

describe('a token of a trusted issuer is told which claim is at fault', () => {
  const now = seconds();
  const expired = (path: string) => ({ code: 'token_expired', path });
  const refused = (path: string) => ({ code: 'token_refused', path });
  const cases: Readonly<Record<string, [claims: NonNullable<TokenChanges['claims']>, told: object]>> = {
    'meant for another': [{ aud: 'other' }, refused('aud')],
    'meant for nobody': [{ aud: undefined }, refused('aud')],
    'that has expired': [{ exp: now - 30, iat: now - 90 }, expired('exp')],
    'that never expires': [{ exp: undefined }, refused('exp')],
    'whose end is a text': [{ exp: '2026' }, refused('exp')],
    'that is older than the region allows': [{ iat: now - 331, exp: now + 3_600 }, expired('iat')],
    'that does not say how old it is': [{ iat: undefined }, refused('iat')],
    'from the future': [{ iat: now + 31 }, refused('iat')],
    'that is not good yet': [{ nbf: now + 31 }, refused('nbf')],
    'without a level of assurance': [{ acr: undefined }, refused('acr')],
    'of too low a level': [{ acr: 'loa2' }, refused('acr')],
    'without an identity number': [{ pnr: undefined }, refused('pnr')],
    'whose number does not pass its check': [{ pnr: '199306069883' }, refused('pnr')],
    'without a name': [{ given_name: undefined, family_name: undefined }, refused('given_name')],
    'whose login time is no number': [{ auth_time: 'today' }, refused('auth_time')],
  };
  for (const [name, [claims, told]] of Object.entries(cases))
    test(`one ${name}`, async () => {
      assert.deepEqual(await refusal(issuer.sign({ claims })), told);
      assert.equal(refusals.length, 1);
    });
});
