import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { freePorts } from '@nara/demo/free-ports';
import { publicJwk, type SigningJwk } from '@nara/demo/login/keys';
import { blockOfGuide, partOf, withChanges } from './guide.ts';
import { origins } from './origins.ts';

/** Does in a folder with the packages what the guide says next: copies the example and makes the keys. */
export function makeKeys(folder: string): void {
  const copying = withChanges(blockOfGuide('sh', 'npm install @nara/server'), [
    ['npm install @nara/server\n', ''],
  ]);
  const making = withChanges(blockOfGuide('sh', 'generateKeyPairSync'), [
    ['npm run nara -- serve hub/nara.yaml\n', ''],
  ]);
  // The Node of this process is the one that the guide asks for.
  const path = [dirname(process.execPath), process.env['PATH']].join(delimiter);
  execFileSync('sh', ['-e', '-c', copying + making], {
    cwd: folder,
    env: { ...process.env, PATH: path },
    stdio: 'pipe',
  });
}

/** The example with the addresses of this region, its clinics, and a product of its own. */
export function writeConfiguration(
  folder: string,
  ports: Awaited<ReturnType<typeof freePorts>>,
  productKey: SigningJwk,
): void {
  const file = join(folder, 'hub/nara.yaml');
  const listening = withChanges(blockOfGuide('yaml', 'trustedProxies'), [
    ['8300', String(ports.hub)],
    ['8400', String(ports.desk)],
  ]);
  const issuer = {
    issuer: origins.product,
    audience: `${origins.hub}/r/norrvik`,
    origins: [origins.product],
    keys: [publicJwk(productKey)],
    algorithms: ['ES256'],
    acr: ['http://id.elegnamnden.se/loa/1.0/loa3'],
    claims: { identity: 'personal_number', givenName: 'given_name', familyName: 'family_name' },
  };
  // What the demo's robot asks about.
  const texts = { 'sv-SE': 'Annan fråga', en: 'Another question' };
  const question = { id: 'question', icon: 'question', name: texts, description: texts };
  const example = readFileSync(file, 'utf8');
  const changed = withChanges(example, [
    [partOf(example, /^listen:[\s\S]*?^trustedProxies: .*\n/m), listening],
    // Always open: what is said to a resident is then the same at every hour.
    [partOf(example, / {8}hours:[\s\S]*?exceptions: .*\n/), ''],
    [
      '- origin: https://www.norrvik.example',
      `- origin: ${origins.site}\n      - { origin: "${origins.product}", inPage: true }`,
    ],
    ['https://login.norrvik.example', origins.login],
    ['    # listing: {', '    listing: {'],
    ['    # tokenIssuers:\n', `    tokenIssuers: ${JSON.stringify([issuer])}\n`],
    ['SE2329990017', 'SE2329990017'],
    ['    services:\n', `    services:\n      - ${JSON.stringify(question)}\n`],
  ]);
  writeFileSync(file, changed);
  writeFileSync(join(folder, 'hub/listing.csv'), 'identity,unit\n199306069882,SE2329990017-A001\n');
}
