import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPacked } from '../../../scripts/install-packed.ts';
import { packPackages } from '../../../scripts/pack-packages.ts';
import { root } from '../../../scripts/source-files.ts';

/** Packs the hub and installs it in a folder of its own; answers the file of the `nara` command. */
export async function installFaultHub(): Promise<string> {
  const folder = join(root, '.cache/fault-hub');
  rmSync(folder, { recursive: true, force: true });
  return installPacked(await packPackages(), folder, ['@nara/server']);
}

/** The installed hub's `nara`: the one that the suite has made (`NARA_FAULT_HUB`), else a new one. */
export async function packagedHub(): Promise<string> {
  return process.env['NARA_FAULT_HUB'] ?? (await installFaultHub());
}
