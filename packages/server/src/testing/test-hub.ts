import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Clock } from '@nara/hub';
import { ManualClock } from '@nara/hub/memory';
import type { RunningHub } from '../app.ts';
import { checkConfig } from '../config/check-config.ts';
import type { HubConfig, RegionConfig } from '../config/hub-config.ts';
import { createLog } from '../http/log.ts';
import { defaultRateLimits, type RateLimits } from '../http/rate-limits.ts';
import { startHub } from '../server.ts';
import { startTestIssuer, type TestIssuer } from './test-issuer.ts';
import { startTestProvider, type TestProvider } from './test-provider.ts';

/** A hub for tests: one region, a provider of its own, a clock that stands still. */
export interface TestHub {
  readonly config: HubConfig;
  readonly clock: ManualClock;
  readonly provider: TestProvider;
  /** The back end of the product at {@link productPage}, whose identity tokens the region takes. */
  readonly issuer: TestIssuer;
  readonly residents: string;
  readonly staff: string;
  /** What the file `hub.yaml` beside the data folder takes from the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the hub has logged, as written. */
  log(): string;
  readonly running: RunningHub;
  close(): Promise<void>;
}

/** A page that may embed the chat. */
export const hostPage = 'https://www.norrvik.example';

/** A page that may be a client itself, with identity tokens of its own back end. */
export const productPage = 'https://minasidor.norrvik.example';

/** The browser's files, as far as tests of the hub care. */
export const panelFiles: Readonly<Record<string, string>> = {
  'nara.js': 'the loader',
  'nara-chat.js': 'the element',
  'nara-feedback.js': 'the question',
  'nara-hours.js': 'the hours',
  'panel/panel-AbCd1234.js': 'the panel',
  'panel/panel-AbCd1234.js.br': 'the panel, small',
  'panel/manifest.json':
    '{"entry":"panel-AbCd1234.js","preload":["shared-AbCd1234.js"],"chunks":{"locale-en":"locale-en-AbCd1234.js"}}',
  'chunks/chat-in-use-AbCd1234.js': 'first use',
  'inline/inline-AbCd1234.js': 'the panel without a frame',
  'inline/manifest.json': '{"entry":"inline-AbCd1234.js","preload":[],"chunks":{}}',
  'desk/desk-AbCd1234.js': 'the desk',
  'desk/manifest.json': '{"entry":"desk-AbCd1234.js","preload":[],"chunks":{}}',
};

/** Starts it. `listing` is the CSV of its register. */
export async function startTestHub(
  options: {
    readonly listing?: string;
    readonly rateLimits?: Partial<RateLimits>;
    readonly residentPort?: number;
    /** A setting of the region that is left out. */
    readonly without?: 'feedback';
    /** The version of a text that the region wants agreed to. */
    readonly consent?: string;
    /** What the hub runs on instead of a clock that stands still. */
    readonly clock?: Clock;
  } = {},
): Promise<TestHub> {
  const folder = mkdtempSync(join(tmpdir(), 'nara-hub-'));
  const clock = new ManualClock();
  const now = options.clock ?? clock;
  const provider = await startTestProvider();
  const issuer = await startTestIssuer(() => now.now());
  for (const name of ['norrvik-resident', 'norrvik-staff'])
    writeFileSync(join(folder, `${name}.jwk.json`), JSON.stringify(await provider.clientKey(name)));
  writeFileSync(join(folder, 'listing.csv'), options.listing ?? 'identity,unit\n');
  for (const [name, content] of Object.entries(panelFiles)) {
    mkdirSync(join(folder, 'static', name, '..'), { recursive: true });
    writeFileSync(join(folder, 'static', name), content);
  }
  const [residentPort, staffPort] = await freePorts(2);
  const file = join(folder, 'hub.yaml');
  const left = options.without;
  const text = configText(provider.issuer, issuer.issuer, options.consent).replace(
    left === undefined ? '' : new RegExp(`^ +${left}:.*\n`, 'm'),
    '',
  );
  writeFileSync(file, text);
  const environment = { RESIDENT: String(options.residentPort ?? residentPort), STAFF: String(staffPort) };
  const config = checkConfig({
    file,
    text,
    environment,
    readable: () => true,
  });
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const close = async (): Promise<void> => {
    await provider.close();
    await issuer.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const running = await startHub(config, {
    clock: now,
    log: createLog('debug', destination),
    staticFolder: join(folder, 'static'),
    rateLimits: { ...defaultRateLimits, ...options.rateLimits },
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    config,
    environment,
    clock,
    provider,
    issuer,
    residents: config.listen.resident.origin,
    staff: config.listen.staff.origin,
    log: () => lines.join(''),
    running,
    async close() {
      await running.close();
      await close();
    },
  };
}

/** The region of a test hub, with a text of this version to agree to or none. */
export function testRegion(consent?: string): RegionConfig {
  const text = configText('http://127.0.0.1:1', 'http://127.0.0.1:2', consent);
  const environment = { RESIDENT: '1', STAFF: '2' };
  const [region] = checkConfig({ file: 'hub.yaml', text, environment, readable: () => true }).regions;
  if (region === undefined) throw new TypeError('the configuration has a region');
  return region;
}

/** Ports that nobody listens on now. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(
    servers.map(server => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))),
  );
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}

const ref = (name: string): string => `\${${name}}`;

function configText(issuer: string, tokenIssuer: string, consent?: string): string {
  const wanted = `{ version: ${consent}, text: { sv-SE: Personalen läser det du skriver., en: Staff read what you write. } }`;
  return `
listen:
  resident: { host: 127.0.0.1, port: ${ref('RESIDENT')}, origin: "http://127.0.0.1:${ref('RESIDENT')}" }
  staff: { host: 127.0.0.1, port: ${ref('STAFF')}, origin: "http://127.0.0.1:${ref('STAFF')}" }
data: ./data
regions:
  - id: norrvik
    country: SE
    name: { sv-SE: Region Norrvik, en: Region Norrvik }
    locales: [sv-SE, en]
    timeZone: Europe/Stockholm
    preset: se
    advice: { number: "1177", name: { sv-SE: 1177 på telefon, en: 1177 by phone } }
    origins:
      - origin: ${hostPage}
      - { origin: "${productPage}", inPage: true }
      - { origin: "https://elsewhere.norrvik.example", inPage: true }
    tokenIssuers:
      - issuer: ${tokenIssuer}
        audience: nara
        origins: ["${productPage}"]
        jwks: ${tokenIssuer}/jwks.json
        algorithms: [ES256]
        acr: [loa3, loa4]
        claims: { identity: pnr, givenName: given_name, familyName: family_name }
    login:
      issuer: ${issuer}
      clientId: norrvik-resident
      clientKey: ./norrvik-resident.jwk.json
      scope: openid profile
      acr: [loa3, loa4]
      claims: { identity: pnr, givenName: given_name, familyName: family_name }
      methods:
        - { id: bankid, name: { sv-SE: BankID, en: BankID }, hint: { bank: same-device } }
    staffLogin:
      issuer: ${issuer}
      clientId: norrvik-staff
      clientKey: ./norrvik-staff.jwk.json
      scope: openid
      acr: [loa3]
      claims: { staffId: hsaId, givenName: given_name, familyName: family_name, unitId: unit, purpose: purpose, role: license }
      roles: { SJ: nurse }
      purposes: [care]
    feedback: { commentDays: 30 }${consent === undefined ? '' : `\n    consent: ${wanted}`}
    listing: { csv: ./listing.csv }
    providers:
      - { id: SE2329990017-0001, name: { sv-SE: Region Norrvik } }
    units:
      - id: SE2329990017-A001
        provider: SE2329990017-0001
        name: { sv-SE: Norrviks vårdcentral, en: Norrvik health centre }
        hours: { mon: ["08:00-17:00"], tue: ["08:00-17:00"] }
      - id: SE2329990017-A002
        provider: SE2329990017-0001
        name: { sv-SE: Söderviks vårdcentral, en: Södervik health centre }
        hours: { tue: ["08:00-18:00"], exceptions: { "2026-11-23": [], "2026-12-24": ["08:00-12:00"] } }
    services:
      - id: symptoms
        icon: symptoms
        name: { sv-SE: Symtom, en: Symptoms }
        description: { sv-SE: Du har feber eller ett sår < 5 cm, en: You have a fever or a wound < 5 cm }
`;
}
