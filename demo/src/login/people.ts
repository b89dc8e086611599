import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Localized } from '@nara/contract';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import { readUnitNames } from '../unit-names.ts';

/** A published fictional identity. `note` says in the reader's language what is worth trying as this person. */
export interface TestPerson {
  /** What the provider calls this person (`sub`): says nothing of the number. */
  readonly key: string;
  readonly country: 'SE' | 'FI';
  readonly identity: string;
  readonly birth: string;
  readonly given: string;
  readonly family: string;
  readonly note: Localized;
  /** Among the few that a newcomer is told of. */
  readonly first: boolean;
}

/** One member of staff in one commission: who, where and for what. */
export interface StaffCommission {
  readonly key: string;
  readonly unitId: string;
  readonly unitName: Localized;
  readonly purpose: string;
  /** The purpose, where it is another than care and treatment: worth seeing before one chooses. */
  readonly remark?: string;
}

/** A member of staff; who has more than one commission chooses at login. */
export interface StaffMember {
  readonly key: string;
  readonly region: string;
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly license: string;
  readonly profession: Localized;
  readonly commissions: readonly StaffCommission[];
  readonly first: boolean;
}

/** Everyone who can log in. */
export interface People {
  readonly persons: readonly TestPerson[];
  readonly staff: readonly StaffMember[];
}

interface StaffFile {
  readonly region: string;
  readonly purpose: string;
  readonly licenses: Readonly<Record<string, Localized>>;
  readonly clinics: Readonly<Record<string, readonly StaffEntry[]>>;
}

interface StaffEntry {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly license: string;
  readonly also?: string;
  readonly purpose?: string;
  readonly first?: boolean;
}

/** Reads `test-persons.tsv`, `person-notes.tsv` and `staff.yaml` in `dataFolder`, and the units' names from the hub's configuration. */
export async function readPeople(dataFolder: string, configFile: string): Promise<People> {
  const tsv = async (name: string): Promise<Record<string, string>[]> =>
    parseCsv(await readFile(join(dataFolder, name), 'utf8'), {
      columns: true,
      delimiter: '\t',
      quote: false,
    });
  const notes = new Map((await tsv('person-notes.tsv')).map(row => [row['id'], row]));
  const units = await readUnitNames(configFile);
  const staff: StaffFile[] = parseYaml(await readFile(join(dataFolder, 'staff.yaml'), 'utf8'));
  return {
    persons: (await tsv('test-persons.tsv')).map(row => testPerson(row, notes.get(row['id']) ?? {})),
    staff: staff.flatMap(region =>
      Object.entries(region.clinics).flatMap(([clinic, entries]) =>
        entries.map(entry => staffMember(region, clinic, entry, units)),
      ),
    ),
  };
}

function staffMember(
  { region, purpose, licenses }: StaffFile,
  clinic: string,
  entry: StaffEntry,
  units: ReadonlyMap<string, Localized>,
): StaffMember {
  const { id, given, family, license, also } = entry;
  const commissions = (also === undefined ? [clinic] : [clinic, also]).map(unitId => ({
    key: opaque(`${id} ${unitId}`),
    unitId,
    unitName: units.get(unitId) ?? {},
    purpose: entry.purpose ?? purpose,
    ...(entry.purpose !== undefined && { remark: entry.purpose }),
  }));
  const profession = licenses[license] ?? {};
  return {
    key: opaque(id),
    region,
    id,
    given,
    family,
    license,
    profession,
    commissions,
    first: entry.first === true,
  };
}

function testPerson(row: Record<string, string>, note: Record<string, string>): TestPerson {
  const { country, id = '', birth = '', given = '', family = '' } = row;
  const { sv = '', fi = '', en = '' } = note;
  return {
    key: opaque(id),
    country: country === 'FI' ? 'FI' : 'SE',
    identity: id,
    birth,
    given,
    family,
    first: note['first'] === 'x',
    note: country === 'FI' ? { 'sv-FI': sv, fi, en } : { 'sv-SE': sv, fi, en },
  };
}

function opaque(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
