import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { freePorts } from '@nara/demo/free-ports';
import { openKeys } from '@nara/demo/login/keys';
import { installPacked } from '../../../scripts/install-packed.ts';
import { packPackages } from '../../../scripts/pack-packages.ts';
import { startNginx } from '../../proxies/nginx.ts';
import { makeCertificate } from './certificate.ts';
import { makeKeys, writeConfiguration } from './hub-folder.ts';
import { startNara } from './nara-process.ts';
import { operatorsServers, otherServer } from './nginx-servers.ts';
import { hostOf, origins } from './origins.ts';
import { startRegionLogin } from './region-login.ts';
import { startRegionSite } from './region-site.ts';

/** A hub that was installed from packages and stands behind nginx, as docs/run-a-hub.md says. */
export interface InstalledHub {
  /** Where the packages are installed. */
  readonly folder: string;
  /** By which Chromium finds the names, takes the certificate, and reaches nothing else. */
  readonly chromiumArgs: readonly string[];
  /** By which a Node program does. */
  readonly node: { readonly args: readonly string[]; readonly environment: Readonly<Record<string, string>> };
  /** The private key of the product, whose word the hub takes. */
  readonly productKeyFile: string;
  /** What nginx has written about requests to the hub. */
  log(): string;
  stop(): Promise<void>;
}

/** Packs, installs in an empty folder, configures, and starts everything. */
export async function startInstalledHub(): Promise<InstalledHub> {
  const folder = mkdtempSync(join(tmpdir(), 'nara-installed-'));
  const stops: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (let last = stops.pop(); last !== undefined; last = stops.pop()) await last();
  };
  try {
    const nara = await installPacked(await packPackages(), folder, [
      '@nara/server',
      '@nara/sdk',
      '@nara/widget',
    ]);
    makeKeys(folder);
    const keys = await openKeys(join(folder, 'provider'), []);
    const ports = await freePorts();
    const { hub, desk, login, siteSe: site } = ports;
    writeConfiguration(folder, ports, keys.ownUi);
    stops.push((await startRegionLogin(folder, login, keys)).stop);
    stops.push((await startRegionSite({ port: site, hub: origins.hub, folder })).stop);
    const names = Object.values(origins).map(hostOf);
    const certificate = makeCertificate(folder, names);
    const logFile = join(folder, 'access.log');
    const nginx = await startNginx(port =>
      [
        operatorsServers({ port, hub, desk, certificate, logFile }),
        otherServer({ port, name: hostOf(origins.login), to: `[::1]:${login}`, certificate }),
        otherServer({ port, name: hostOf(origins.site), to: `127.0.0.1:${site}`, certificate }),
      ].join('\n'),
    );
    stops.push(nginx.stop);
    const node = {
      args: [
        '--disable-warning=ExperimentalWarning',
        '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
        '--import',
        pathToFileURL(join(import.meta.dirname, 'lead-names.ts')).href,
      ],
      environment: { NODE_EXTRA_CA_CERTS: certificate.file, NARA_EXAMPLE_PORT: String(nginx.port) },
    };
    const serving = startNara(folder, [...node.args, nara], node.environment);
    stops.push(serving.stop);
    await serving.answers(`http://127.0.0.1:${hub}/healthz`);
    return {
      folder,
      node,
      chromiumArgs: [
        `--host-resolver-rules=MAP *.example 127.0.0.1:${nginx.port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
        `--ignore-certificate-errors-spki-list=${certificate.publicKeyHash}`,
      ],
      productKeyFile: join(folder, 'provider/own-ui.jwk.json'),
      log: () => readFileSync(logFile, 'utf8'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
