import type { PersonView } from '@nara/contract';
import { maskIdentity } from '@nara/rules';
import type { IdentityUnsealer } from '../identity/caller.ts';
import type { Person } from '../store/port.ts';

/** A resident as staff of the clinic see them, the number masked. */
export function personView(person: Person | undefined, unsealer: IdentityUnsealer): PersonView | undefined {
  if (person === undefined) return undefined;
  const { name, birthDate, identitySealed, sealKeyId } = person;
  return { name, birthDate, identityMasked: maskIdentity(unsealer.unseal(identitySealed, sealKeyId)) };
}
