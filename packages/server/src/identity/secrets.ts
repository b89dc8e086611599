import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets, Sha256 } from '@nara/hub';

/** Makes secrets: 32 random bytes as 43 characters of base64url. */
export type MakeSecret = Secrets['make'];

/** From the machine's randomness. */
export const randomSecret: MakeSecret = () => randomBytes(32).toString('base64url');

/** By Node. */
export const sha256: Sha256 = (text, encoding) => hash('sha256', text, encoding);

/** Secrets that the machine makes, or that a test does. */
export function machineSecrets(make: MakeSecret = randomSecret): Secrets {
  return {
    make,
    sha256,
    equal: (one, other) => timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer')),
  };
}
