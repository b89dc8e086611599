import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { IdentityUnsealer } from '@nara/hub';
import type { RegionKeys } from './region-keys.ts';

/** A sealed text and the key it was sealed with. */
export interface Sealed {
  readonly sealed: string;
  readonly keyId: string;
}

/** Seals and opens texts with a region's keys. */
export interface Sealer extends IdentityUnsealer {
  seal(text: string): Sealed;
}

const ivBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM: iv, ciphertext and tag as base64url. Bound to the region, so that a row moved to another region's store does not open.
 * `unseal` throws for an unknown key and for anything changed.
 */
export function createSealer(regionId: string, { sealKeyId, sealKeys }: RegionKeys): Sealer {
  const keyOf = (id: string): Buffer => {
    const key = sealKeys.get(id);
    if (key === undefined) throw new TypeError('keyId: no such seal key');
    return key;
  };
  const context = (id: string): Buffer => Buffer.from(`nara ${regionId} ${id}`);
  return {
    seal(text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', keyOf(sealKeyId), iv);
      cipher.setAAD(context(sealKeyId));
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return { sealed: sealed.toString('base64url'), keyId: sealKeyId };
    },
    unseal(sealed, keyId) {
      const bytes = Buffer.from(sealed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', keyOf(keyId), bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(context(keyId));
      decipher.setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]).toString(
        'utf8',
      );
    },
  };
}
