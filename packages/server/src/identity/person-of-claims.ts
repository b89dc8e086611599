import type { RegionFacts } from '@nara/hub';
import type { Person } from '@nara/hub/store';
import { parseIdentityNumber } from '@nara/rules';
import type { PersonClaims } from '../config/hub-config.ts';
import { type Claims, claimText, fullName } from './claims.ts';
import { personKey, type RegionKeys } from './region-keys.ts';
import type { Sealer } from './seal.ts';

/** What people are known by in a region. */
export interface PersonSecrets {
  readonly country: RegionFacts['country'];
  readonly keys: RegionKeys;
  readonly sealer: Sealer;
}

/** The person that claims speak of, with the number sealed; undefined when there is no number of the region's country that passes its checks. */
export function personOfClaims(
  claims: Claims,
  names: PersonClaims,
  { country, keys, sealer }: PersonSecrets,
): Person | undefined {
  const identity = parseIdentityNumber(country, claimText(claims, names.identity) ?? '');
  if (identity === undefined) return undefined;
  const { sealed, keyId } = sealer.seal(identity.canonical);
  return {
    key: personKey(keys.pepper, identity.canonical),
    name: fullName(claims, names),
    birthDate: identity.birthDate ?? '',
    identitySealed: sealed,
    sealKeyId: keyId,
  };
}
