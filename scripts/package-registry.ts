import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, lstatSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './source-files.ts';

/** A registry that `npm install` can be pointed to. */
export interface PackageRegistry {
  readonly origin: string;
  stop(): Promise<void>;
}

/** A version of a package: its package.json and the folder that it is packed from. */
type Version = { readonly manifest: { readonly version: string }; readonly folder: string };

/**
 * Serves packed packages on a free port of the loopback, and of others' whatever version the workspace has installed: npm then installs
 * ours by name as people do, and needs no network. Takes the folders that `packPackages` answers.
 */
export async function startPackageRegistry(
  packed: Readonly<Record<string, string>>,
): Promise<PackageRegistry> {
  const ours = new Map(Object.entries(packed).map(([name, folder]) => [`@nara/${name}`, folder]));
  const server = createServer((request, response) => {
    const [name = '', version] = decodeURIComponent(request.url ?? '')
      .slice(1)
      .split('/-/');
    const folder = ours.get(name);
    const versions = folder === undefined ? installedVersions(name) : [versionIn(folder)];
    if (version === undefined) {
      send(response, name, versions, `http://${request.headers.host}`);
    } else {
      const found = versions.find(({ manifest }) => manifest.version === version);
      if (found === undefined) response.writeHead(404).end();
      else sendArchive(response, found.folder);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function versionIn(folder: string): Version {
  return { manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')), folder };
}

/** Each version lies in a folder of pnpm's own, where the packages that it needs are links beside it. */
function installedVersions(name: string): readonly Version[] {
  return globSync(`node_modules/.pnpm/${name.replace('/', '+')}@*/node_modules/${name}`, { cwd: root })
    .map(path => join(root, path))
    .filter(path => !lstatSync(path).isSymbolicLink())
    .map(versionIn);
}

function send(response: ServerResponse, name: string, versions: readonly Version[], origin: string): void {
  const latest = versions.at(-1)?.manifest.version;
  response.writeHead(latest === undefined ? 404 : 200, { 'content-type': 'application/json' });
  const entries = versions.map(({ manifest }) => [
    manifest.version,
    { ...manifest, dist: { tarball: `${origin}/${name}/-/${manifest.version}` } },
  ]);
  response.end(JSON.stringify({ name, 'dist-tags': { latest }, versions: Object.fromEntries(entries) }));
}

/** npm takes no links from an archive, which files of pnpm with the same content are to each other: a copy has none. */
function sendArchive(response: ServerResponse, folder: string): void {
  const copy = mkdtempSync(join(tmpdir(), 'nara-archive-'));
  cpSync(folder, join(copy, 'package'), { recursive: true });
  const tar = spawn('tar', ['-cf', '-', '-C', copy, 'package'], { stdio: ['ignore', 'pipe', 'inherit'] });
  tar.on('error', error => response.destroy(error));
  tar.on('close', () => rmSync(copy, { recursive: true }));
  tar.stdout.pipe(response);
}
