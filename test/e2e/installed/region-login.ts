import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningServer } from '@nara/demo/http-server';
import { loginClients } from '@nara/demo/login/clients';
import type { DemoKeys, SigningJwk } from '@nara/demo/login/keys';
import { readPeople } from '@nara/demo/login/people';
import { startLoginProvider } from '@nara/demo/login-provider';
import { origins } from './origins.ts';

const demo = join(import.meta.dirname, '../../../demo');

/** The region's login provider, which knows the keys that the guide made. */
export async function startRegionLogin(folder: string, port: number, keys: DemoKeys): Promise<RunningServer> {
  const keyOf = (kind: string): SigningJwk =>
    JSON.parse(readFileSync(join(folder, `hub/keys/${kind}.jwk.json`), 'utf8'));
  const { hub, desk, site, login, product } = origins;
  const clients = loginClients({ hub, desk, siteSe: site, siteFi: site, login, ownUi: product })
    .filter(({ region }) => region === 'norrvik')
    .map(client => ({ ...client, id: `nara-${client.kind}` }));
  return startLoginProvider({
    port,
    issuer: login,
    clients,
    people: await readPeople(join(demo, 'data'), join(folder, 'hub/nara.yaml')),
    keys: { ...keys, clients: new Map(clients.map(({ id, kind }) => [id, keyOf(kind)])) },
    folder: join(demo, 'sites/login'),
    returnOrigins: [hub, desk, site],
  });
}
