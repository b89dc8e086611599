import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPackageRegistry } from './package-registry.ts';
import { runCommand } from './run-command.ts';

/**
 * Installs some packed packages in a folder as people do, by npm and by name, without a network. Takes the folders that `packPackages`
 * answers; answers the file of the `nara` command.
 */
export async function installPacked(
  packed: Readonly<Record<string, string>>,
  folder: string,
  names: readonly string[],
): Promise<string> {
  const registry = await startPackageRegistry(packed);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, '.npmrc'), npmSettings(registry.origin, folder));
    const { code, output } = await runCommand('npm', ['install', '--prefix', folder, ...names]);
    if (code !== 0) throw new Error(`npm cannot install ${names.join(', ')}:\n${output}`);
  } finally {
    await registry.stop();
  }
  return join(folder, 'node_modules/.bin/nara');
}

/** Those of the machine's user may name other registries. */
function npmSettings(origin: string, folder: string): string {
  const settings = {
    registry: `${origin}/`,
    '@nara:registry': `${origin}/`,
    cache: join(folder, '.npm'),
    audit: false,
    fund: false,
    'update-notifier': false,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
