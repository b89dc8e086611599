import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pickText } from '@nara/contract';
import { parse } from 'yaml';
import { addressesOf, defaultPorts } from './addresses.ts';
import { scopeClaims } from './login/accounts.ts';
import { loginClients } from './login/clients.ts';
import { readPeople } from './login/people.ts';
import { summary } from './summary.ts';
import { readListings, readUnitNames } from './unit-names.ts';

interface Login {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
  readonly acr: readonly string[];
  readonly claims: Readonly<Record<string, string>>;
}

interface Config {
  readonly regions: readonly {
    readonly id: string;
    readonly login: Login;
    readonly staffLogin: Login & { readonly roles: Readonly<Record<string, string>> };
    readonly units: readonly { readonly id: string; readonly successor?: string }[];
  }[];
}

const demo = join(import.meta.dirname, '..');
const data = join(demo, 'data');
const configFile = join(demo, 'config', 'nara.yaml');
const config: Config = parse(await readFile(configFile, 'utf8'));
const people = await readPeople(data, configFile);
const listed = await readListings(data, configFile);
const units = await readUnitNames(configFile);
const nameOf = (identity: string): string | undefined => {
  const name = listed.get(identity);
  return name === undefined ? undefined : pickText(name, 'sv-FI').text;
};

test('the listings agree with what is said of the test persons', () => {
  const where = new Map(
    people.persons.map(person => [`${person.given} ${person.family}`, nameOf(person.identity)]),
  );
  assert.equal(where.get('Erik Sandberg'), 'Sjöstadens vårdcentral');
  assert.equal(where.get('Birgitta Norgren'), 'Citykliniken');
  assert.equal(where.get('Lars Wallin'), undefined);
  assert.equal(where.get('Sven Åkerlund'), undefined);
  assert.equal(where.get('Gunnel Österlund'), 'Sälgrunds hälsostation');
  assert.equal(where.get('Hannu Nieminen'), undefined);
  assert.equal([...where.values()].filter(unit => unit === undefined).length, 3);
});

test('every test person has a note in each language of the region', () => {
  for (const { note, country, given } of people.persons) {
    const wanted = country === 'SE' ? ['en', 'fi', 'sv-SE'] : ['en', 'fi', 'sv-FI'];
    assert.deepEqual(Object.keys(note).sort(), wanted, given);
    assert.ok(
      Object.values(note).every(text => text !== ''),
      given,
    );
  }
});

test('staff work at units that exist, in professions that the hub knows, and the main clinics have two nurses', () => {
  const roles = new Map(config.regions.map(region => [region.id, region.staffLogin.roles]));
  const nurses = new Map<string, number>();
  for (const member of people.staff) {
    const role = roles.get(member.region)?.[member.license];
    assert.ok(role, member.given);
    assert.ok(Object.keys(member.profession).length > 0, member.given);
    for (const { unitId } of member.commissions) {
      assert.ok(units.has(unitId), unitId);
      if (role === 'nurse') nurses.set(unitId, (nurses.get(unitId) ?? 0) + 1);
    }
  }
  for (const main of ['SE2329990017-A001', '1.2.246.10.99000127.10.1'])
    assert.ok((nurses.get(main) ?? 0) >= 2, main);
});

test('every unit that still answers has staff', () => {
  const staffed = new Set(people.staff.flatMap(({ commissions }) => commissions.map(({ unitId }) => unitId)));
  for (const { units } of config.regions) {
    for (const unit of units) assert.equal(staffed.has(unit.id), unit.successor === undefined, unit.id);
  }
});

test('the hub asks the provider for what the provider gives', () => {
  const clients = new Map(loginClients(addressesOf(defaultPorts)).map(client => [client.id, client]));
  for (const login of config.regions.flatMap(region => [region.login, region.staffLogin])) {
    const client = clients.get(login.clientId);
    assert.ok(client, login.clientId);
    assert.deepEqual(login.acr, [client.acr]);
    assert.ok(login.issuer.includes(`http://[::1]:${defaultPorts.login}}`), login.issuer);
    const scopes = login.scope.split(' ');
    for (const scope of scopes) assert.ok(client.scope.split(' ').includes(scope), scope);
    const given = scopes.flatMap(scope => scopeClaims[scope] ?? []);
    for (const claim of Object.values(login.claims)) assert.ok(given.includes(claim), claim);
  }
});

test('who starts the demo is told where to go and whom to be', () => {
  const text = summary(addressesOf(defaultPorts), people, identity => listed.get(identity));
  assert.match(text, /residents +http:\/\/localhost:8100\//);
  assert.match(text, /staff +http:\/\/127\.0\.0\.1:8400\/r\/skargarden\/desk/);
  assert.match(text, /Lars Wallin +196412249937 +- +not listed anywhere/);
  assert.match(text, /Sofia Lund +nurse +Norrvik health-care centre or Älvnäs health-care centre/);
  assert.doesNotMatch(text, /Ulrika/);
});
