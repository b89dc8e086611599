import type { Sha256 } from '../sha256.ts';

/** What sessions and logins need of the machine. */
export interface Secrets {
  /** A new secret: 32 random bytes as 43 characters of base64url. */
  make(): string;
  readonly sha256: Sha256;
  /** Whether two texts are equal, in a time that does not tell where they differ. */
  equal(one: string, other: string): boolean;
}

/** What {@link Secrets.make} makes. */
export const secretPattern: RegExp = /^[A-Za-z0-9_-]{43}$/;

/** How a secret is stored, and the S256 challenge of a verifier (RFC 7636, 4.2). */
export function hashOf({ sha256 }: Pick<Secrets, 'sha256'>, secret: string): string {
  return sha256(secret, 'base64url');
}
