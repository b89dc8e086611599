import { createPublicKey, type JsonWebKeyInput } from 'node:crypto';

/**
 * The signature algorithms that identity tokens may have (RFC 7518, 3.1; RFC 8037; RFC 9864): those with a private and a public key. Never `none`, nor
 * one with a shared secret, which would let whoever can check a token make one (RFC 8725, 3.1).
 */
export const tokenAlgorithms = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
] as const;

/** Whether a value is a public key as a JWK (RFC 7517) that signatures may be checked with. A private one is not: it has no place here. */
export function isPublicKey(value: Readonly<Record<string, unknown>>): boolean {
  if ('d' in value) return false;
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({
      key: value,
      format: 'jwk',
    } as JsonWebKeyInput);
    return asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) >= 2_048;
  } catch {
    return false;
  }
}
