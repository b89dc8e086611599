import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Localized } from '@nara/contract';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';

interface UnitNames {
  readonly regions: readonly {
    readonly units: readonly { readonly id: string; readonly name: Localized }[];
  }[];
}

/** The names of all units in the hub's configuration, by HSA-id or OID. */
export async function readUnitNames(configFile: string): Promise<ReadonlyMap<string, Localized>> {
  const config: UnitNames = parseYaml(await readFile(configFile, 'utf8'));
  return new Map(config.regions.flatMap(region => region.units).map(unit => [unit.id, unit.name]));
}

/** Where the test persons are listed, by identity number; whoever is listed nowhere or at a unit of another region is not in it. */
export async function readListings(
  dataFolder: string,
  configFile: string,
): Promise<ReadonlyMap<string, Localized>> {
  const names = await readUnitNames(configFile);
  const listed = new Map<string, Localized>();
  for (const file of ['listing-se.csv', 'listing-fi.csv']) {
    const rows: Record<string, string>[] = parseCsv(await readFile(join(dataFolder, file), 'utf8'), {
      columns: true,
    });
    for (const { identity = '', unit = '' } of rows) {
      const name = names.get(unit);
      if (name !== undefined) listed.set(identity, name);
    }
  }
  return listed;
}
