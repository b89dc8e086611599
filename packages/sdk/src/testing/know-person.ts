import type { RegionFacts } from '@nara/hub';
import type { Person, Store } from '@nara/hub/store';
import { parseIdentityNumber } from '@nara/rules';
import type { ResidentInput } from './fake-resident.ts';

/** Test persons' numbers, which are nobody's. */
const identities: Readonly<Record<RegionFacts['country'], string>> = {
  SE: '19930606-9882',
  FI: '160689-909E',
};

/** Makes residents known to a hub: as a login does, and with their listing. */
export function createPeople(
  { country, units }: RegionFacts,
  store: Store,
  now: () => number,
): (input: ResidentInput) => Promise<Person> {
  const listed = new Map<string, string>();
  return async ({
    name = 'Karin Lindqvist',
    identity = identities[country],
    unitId = units[0]?.id ?? null,
  }) => {
    const parsed = parseIdentityNumber(country, identity);
    if (parsed === undefined) throw new TypeError('identity: not a number of the region’s country');
    const person: Person = {
      key: `fake ${name}`,
      name,
      birthDate: parsed.birthDate ?? '',
      identitySealed: parsed.canonical,
      sealKeyId: 'none',
    };
    if (unitId === null) listed.delete(person.key);
    else listed.set(person.key, unitId);
    const at = new Date(now()).toISOString();
    await store.write(async tx => {
      await tx.persons.put(person, at);
      const rows = [...listed].map(([personKey, unit]) => ({ personKey, unitId: unit }));
      await tx.listing.replace(at, rows, at);
    });
    return person;
  };
}
