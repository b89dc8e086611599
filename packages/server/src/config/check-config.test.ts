import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { limits } from '@nara/contract';
import { checkConfig } from './check-config.ts';
import { ConfigError, formatFault } from './config-fault.ts';
import type { HubConfig } from './hub-config.ts';
import { readConfig } from './read-config.ts';

const example = readFileSync(join(import.meta.dirname, '../../nara.example.yaml'), 'utf8');
const file = 'hub.yaml';

function check(text: string, environment: Record<string, string> = {}, readable = () => true): HubConfig {
  return checkConfig({ file, text, environment, readable });
}

function faultsOf(text: string, environment: Record<string, string> = {}, readable = () => true): string[] {
  try {
    check(text, environment, readable);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map(formatFault);
    throw error;
  }
  return [];
}

function lineOf(text: string, part: string): number {
  const index = text.split('\n').findIndex(line => line.includes(part));
  assert.notEqual(index, -1, `the example has ${part}`);
  return index + 1;
}

/** The example with one thing changed, and the fault that is then told. */
function faultsAfter(from: string, to: string): string[] {
  assert.ok(example.includes(from), `the example has ${from}`);
  return faultsOf(example.replace(from, to));
}

test('the example passes, with defaults filled in, paths resolved and everything frozen', () => {
  const config = check(example, { NARA_PORT: '9100' });
  assert.deepEqual(config.listen.resident, {
    host: '127.0.0.1',
    port: 9100,
    origin: 'http://127.0.0.1:9100',
  });
  assert.equal(config.listen.staff.port, 8400);
  assert.ok(config.data.startsWith('/') && config.data.endsWith('.data/hub'));
  const [region] = config.regions;
  assert.equal(region?.units[0]?.register, 'health');
  assert.equal(region?.units[0]?.choosable, true);
  assert.deepEqual(region?.units[0]?.hours?.week.sat, []);
  assert.deepEqual(region?.session.shared, { idle: 10, absolute: 60 });
  assert.ok(Object.isFrozen(config) && Object.isFrozen(region?.units[0]?.hours?.week.mon));
});

test('all faults are told together, each with file, line, path and what was expected', () => {
  const broken = example
    .replace('country: SE', 'country: NO')
    .replace('provider: SE2329990017-0001', 'provider: SE2329990017-0009')
    .replace('thu: ["08:00-12:00", "13:00-19:00"]', 'thu: ["08:00-12:00", "11:00-19:00"]')
    .replace('icon: symptoms', 'icon: skull')
    .replace('idle: 30', 'idel: 30');
  assert.deepEqual(faultsOf(broken), [
    `hub.yaml:${lineOf(broken, 'country: NO')}: regions[0].country: expected one of SE, FI, got "NO"`,
    `hub.yaml:${lineOf(broken, 'idel: 30')}: regions[0].session.idel: expected no key of this name`,
    `hub.yaml:${lineOf(broken, 'provider: SE2329990017-0009')}: regions[0].units[0].provider: expected the id of one of the region’s providers, got "SE2329990017-0009"`,
    `hub.yaml:${lineOf(broken, 'thu:')}: regions[0].units[0].hours.thu: expected spans such as "08:00-17:00", in order and without overlap`,
    `hub.yaml:${lineOf(broken, 'icon: skull')}: regions[0].services[0].icon: expected one of symptoms, prescription, results, certificate, mind, invoice, child, question, social, got "skull"`,
  ]);
});

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

const single: readonly { name: string; from: string; to: string; at: string; expected: RegExp }[] = [
  {
    name: 'http that is not loopback',
    from: `"http://127.0.0.1:\${NARA_PORT:-8300}" }`,
    to: '"http://hub.example" }',
    at: 'listen.resident.origin',
    expected: /expected an exact origin.*http only on a loopback/,
  },
  {
    name: 'an origin with a path',
    from: 'https://www.norrvik.example',
    to: 'https://www.norrvik.example/',
    at: 'regions[0].origins[0].origin',
    expected: /expected an exact origin/,
  },
  {
    name: 'an issuer over http',
    from: 'issuer: https://login.norrvik.example\n      clientId: nara-resident',
    to: 'issuer: http://login.norrvik.example\n      clientId: nara-resident',
    at: 'regions[0].login.issuer',
    expected: /expected an https address/,
  },
  {
    name: 'no assurance level',
    from: 'acr: [http://id.elegnamnden.se/loa/1.0/loa3]',
    to: 'acr: []',
    at: 'regions[0].login.acr',
    expected: /expected at least one assurance level/,
  },
  {
    name: 'a unit id that is no HSA-id',
    from: 'id: SE2329990017-A001',
    to: 'id: SE23210-A001',
    at: 'regions[0].units[0].id',
    expected: /expected an HSA-id/,
  },
  {
    name: 'a successor that is not there',
    from: '        phone: 0980-319 210',
    to: '        successor: SE2329990017-A002',
    at: 'regions[0].units[0].successor',
    expected: /expected the id of one of the region’s units/,
  },
  {
    name: 'a successor that leads back',
    from: '        phone: 0980-319 210',
    to: '        successor: SE2329990017-A001',
    at: 'regions[0].units[0].successor',
    expected: /does not lead back/,
  },
  {
    name: 'a language without a text',
    from: 'en: Norrvik health centre',
    to: 'fi: Norrvikin terveysasema',
    at: 'regions[0].units[0].name',
    expected: /en is missing/,
  },
  {
    name: 'a time zone that does not exist',
    from: 'Europe/Stockholm',
    to: 'Europe/Norrvik',
    at: 'regions[0].timeZone',
    expected: /expected an IANA time zone/,
  },
  {
    name: 'a date that does not exist',
    from: '"2026-12-24"',
    to: '"2026-02-30"',
    at: 'regions[0].units[0].hours.exceptions.2026-02-30',
    expected: /expected a date/,
  },
  {
    name: 'a role that the contract lacks',
    from: 'LK: doctor',
    to: 'LK: surgeon',
    at: 'regions[0].staffLogin.roles.LK',
    expected: /expected one of nurse/,
  },
  {
    name: 'scopes without openid',
    from: 'scope: openid profile commission',
    to: 'scope: profile',
    at: 'regions[0].staffLogin.scope',
    expected: /openid among them/,
  },
  {
    name: 'a warning longer than the idle time',
    from: 'warn: 2',
    to: 'warn: 10',
    at: 'regions[0].session.warn',
    expected: /expected less than the idle 10/,
  },
  {
    name: 'a handler who may be away for no time at all',
    from: 'handlerAway: 2',
    to: 'handlerAway: 0',
    at: 'regions[0].handlerAway',
    expected: /expected more than 0/,
  },
  {
    name: 'comments on pages that are kept for no time at all',
    from: '# feedback: { commentDays: 90 }',
    to: 'feedback: { commentDays: 0 }',
    at: 'regions[0].feedback.commentDays',
    expected: /expected at least 1/,
  },
  {
    name: 'a consent text that is too long',
    from: 'handlerAway: 2',
    to: `consent: { version: a, text: { sv-SE: ${'x'.repeat(limits.consentText + 1)}, en: Hello } }`,
    at: 'regions[0].consent.text',
    expected: /expected texts of at most 4000 characters/,
  },
  {
    name: 'a consent text without one of the languages',
    from: 'handlerAway: 2',
    to: 'consent: { version: a, text: { sv-SE: Hej } }',
    at: 'regions[0].consent.text',
    expected: /each of the region’s languages: en is missing/,
  },
  {
    name: 'a version of a consent text that is too long',
    from: 'handlerAway: 2',
    to: `consent: { version: ${'x'.repeat(limits.id + 1)}, text: { sv-SE: Hej, en: Hello } }`,
    at: 'regions[0].consent.version',
    expected: /64/,
  },
  {
    name: 'a quick exit that leads over http',
    from: 'handlerAway: 2',
    to: 'quickExit: http://vader.example/',
    at: 'regions[0].quickExit',
    expected: /expected an https address/,
  },
  {
    name: 'a webhook over http that is not loopback',
    from: 'handlerAway: 2',
    to: `webhook: { url: "http://events.example/nara", secret: ${secret} }`,
    at: 'regions[0].webhook.url',
    expected: /expected an https address/,
  },
  {
    name: 'a webhook told of what does not exist',
    from: 'handlerAway: 2',
    to: `webhook: { url: "https://events.example/nara", secret: ${secret}, events: [caseRead] }`,
    at: 'regions[0].webhook.events[0]',
    expected: /expected one of caseStarted/,
  },
  {
    name: 'a missing key',
    from: 'clientId: nara-staff',
    to: '# none',
    at: 'regions[0].staffLogin.clientId',
    expected: /expected a text, got nothing/,
  },
  {
    name: 'one origin for both',
    from: `"http://127.0.0.1:\${NARA_STAFF_PORT:-8400}" }`,
    to: '"http://127.0.0.1:8300" }',
    at: 'listen.staff.origin',
    expected: /another origin/,
  },
];
for (const { name, from, to, at, expected } of single) {
  test(`${name} is one fault at its line`, () => {
    const faults = faultsAfter(from, to);
    assert.equal(faults.length, 1, faults.join('\n'));
    assert.match(faults[0] ?? '', expected);
    assert.match(faults[0] ?? '', /^hub\.yaml:\d+: /);
    assert.ok(faults[0]?.includes(`: ${at}: `), faults[0]);
  });
}

test('a variable that is not set is told with its line, also inside { }', () => {
  assert.deepEqual(
    faultsAfter(
      `host: 127.0.0.1, port: "\${NARA_PORT:-8300}"`,
      `host: "\${NARA_HOST}", port: \${NARA_PORT:-8300}`,
    ),
    [
      `hub.yaml:${lineOf(example, 'resident: {')}: expected the environment variable NARA_HOST to be set`,
      `hub.yaml:${lineOf(example, 'resident: {')}: listen.resident.host: expected at least one, got nothing`,
    ],
  );
});

test('a value from the environment cannot change the form of the file', () => {
  const config = check(example.replace('clientId: nara-staff', `clientId: \${CLIENT}`), {
    CLIENT: 'x: y\n  z: {',
  });
  assert.equal(config.regions[0]?.staffLogin.clientId, 'x: y\n  z: {');
});

test('a webhook takes its secret from the environment, and a wrong one is told without it', () => {
  const text = example.replace(
    'handlerAway: 2',
    `webhook: { url: "http://127.0.0.1:9000/events", secret: "\${HOOK}" }`,
  );
  const [region] = check(text, { HOOK: secret }).regions;
  assert.equal(region?.webhook?.secret, secret);
  assert.deepEqual(region?.webhook?.events.length, 5);
  assert.equal(region?.handlerAway, 2);
  const faults = faultsOf(text, { HOOK: 'my dog' });
  assert.match(faults.join(), /regions\[0\]\.webhook\.secret: expected whsec_ and 24 to 64 bytes in base64/);
  assert.doesNotMatch(faults.join(), /dog/);
});

test('pages are asked about when the file says so, and comments kept 90 days if it does not say', () => {
  assert.equal(check(example).regions[0]?.feedback, undefined);
  const [region] = check(example.replace('# feedback: { commentDays: 90 }', 'feedback: {}')).regions;
  assert.deepEqual(region?.feedback, { commentDays: 90 });
});

test('what is not YAML is told with its line', () => {
  assert.match(
    faultsOf('listen:\n  resident: [\ndata: 1\n')[0] ?? '',
    /^hub\.yaml:\d: cannot be read as YAML/,
  );
});

test('a key file that cannot be read is told', () => {
  const faults = faultsOf(example, {}, () => false);
  assert.equal(faults.length, 2);
  assert.match(faults[0] ?? '', /regions\[0\]\.login\.clientKey: expected a file that can be read/);
});

test('a file that is not there is told', () => {
  assert.throws(
    () => readConfig('nowhere.yaml', {}),
    /nowhere\.yaml: expected a configuration file that can be read/,
  );
});
