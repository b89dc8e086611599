import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkConfig } from './check-config.ts';
import { ConfigError } from './config-fault.ts';

const origin = 'https://www.norrvik.example';
const example = readFileSync(join(import.meta.dirname, '../../nara.example.yaml'), 'utf8').replace(
  `- origin: ${origin}`,
  `- { origin: "${origin}", inPage: true }\n      - origin: https://framed.norrvik.example`,
);
const issuer = {
  issuer: 'https://app.norrvik.example',
  audience: 'nara',
  origins: [origin],
  jwks: 'https://app.norrvik.example/jwks.json',
  algorithms: ['ES256'],
  acr: ['loa3'],
  claims: { identity: 'pnr', givenName: 'given_name', familyName: 'family_name' },
};

function check(...issuers: readonly object[]) {
  // JSON is YAML.
  const text = example.replace(
    '    handlerAway: 2',
    `    tokenIssuers: ${JSON.stringify(issuers)}\n    handlerAway: 2`,
  );
  return checkConfig({ file: 'hub.yaml', text, environment: {}, readable: () => true }).regions[0];
}

function faultOf(...issuers: readonly object[]): string {
  try {
    check(...issuers);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    assert.equal(error.faults.length, 1, error.message);
    const [fault] = error.faults;
    return `${fault?.path}: ${fault?.text}`;
  }
  return 'no fault';
}

const pair = (type: 'ec' | 'rsa', options: object) =>
  generateKeyPairSync(type as 'ec', options as { namedCurve: string });
const ec = pair('ec', { namedCurve: 'P-256' });

test('a region without token issuers takes no tokens', () => {
  assert.deepEqual(check()?.tokenIssuers, []);
});

test('an issuer has an age and a skew if none is said, and its keys at an address or in the file', () => {
  const { jwks, ...rest } = issuer;
  const publicKey = ec.publicKey.export({ format: 'jwk' });
  const [published, known] =
    check(issuer, { ...rest, issuer: 'other', keys: [publicKey] })?.tokenIssuers ?? [];
  assert.deepEqual(published, { ...rest, keys: { jwks }, maxAge: 5, clockSkew: 30 });
  assert.deepEqual(known?.keys, { known: [publicKey] });
});

const at = 'regions[0].tokenIssuers[0]';
const { jwks: _jwks, ...keyless } = issuer;
const faults: Readonly<Record<string, [fault: RegExp, ...issuers: object[]]>> = {
  'keys nowhere': [/\.jwks: expected either jwks/, keyless],
  'keys in two places': [
    /\.jwks: expected either jwks/,
    { ...issuer, keys: [ec.publicKey.export({ format: 'jwk' })] },
  ],
  'keys over http': [/\.jwks: expected an https address/, { ...issuer, jwks: 'http://app.norrvik.example/' }],
  'no key': [/\.keys: expected at least one key/, { ...keyless, keys: [] }],
  'a private key': [
    /\.keys\[0\]: expected a public key/,
    { ...keyless, keys: [ec.privateKey.export({ format: 'jwk' })] },
  ],
  'a shared secret for a key': [
    /\.keys\[0\]: expected a public key/,
    { ...keyless, keys: [{ kty: 'oct', k: 'c2VjcmV0' }] },
  ],
  'a short RSA key': [
    /\.keys\[0\]: expected a public key/,
    { ...keyless, keys: [pair('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })] },
  ],
  'an algorithm with a shared secret': [
    /\.algorithms\[0\]: expected one of ES256/,
    { ...issuer, algorithms: ['HS256'] },
  ],
  'the algorithm none': [
    /\.algorithms\[1\]: expected one of ES256/,
    { ...issuer, algorithms: ['ES256', 'none'] },
  ],
  'no algorithm': [/\.algorithms: expected at least one/, { ...issuer, algorithms: [] }],
  'no level of assurance': [/\.acr: expected at least one assurance level/, { ...issuer, acr: [] }],
  'no origin': [/\.origins: expected at least one origin/, { ...issuer, origins: [] }],
  'an origin that may only frame the chat': [
    /\.origins\[0\]: expected one of the region’s origins with inPage/,
    { ...issuer, origins: ['https://framed.norrvik.example'] },
  ],
  'an origin that is not the region’s': [
    /\.origins\[0\]: expected one of the region’s origins with inPage/,
    { ...issuer, origins: ['https://evil.example'] },
  ],
  'tokens that may be older than an hour': [/\.maxAge: expected at most 60/, { ...issuer, maxAge: 61 }],
  'tokens that may have no age': [/\.maxAge: expected more than 0/, { ...issuer, maxAge: 0 }],
  'clocks further apart than 5 minutes': [/\.clockSkew: expected at most 300/, { ...issuer, clockSkew: 301 }],
};
for (const [name, [expected, ...issuers]] of Object.entries(faults))
  test(`${name} is one fault at its place`, () => {
    const fault = faultOf(...issuers);
    assert.ok(fault.startsWith(at), fault);
    assert.match(fault, expected);
  });

test('one issuer at one origin twice is a fault, at two origins or in two names not', () => {
  assert.equal(
    faultOf(issuer, { ...issuer, audience: 'other' }),
    'regions[0].tokenIssuers[1].origins[0]: expected this origin once for this issuer',
  );
  assert.equal(faultOf(issuer, { ...issuer, issuer: 'https://other.norrvik.example' }), 'no fault');
});
