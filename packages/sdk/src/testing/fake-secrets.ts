import type { Secrets } from '@nara/hub';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64url } from '../session/base64url.ts';

/** Secrets of the browser's or Node's chance, and a SHA-256 that does not have to be waited for. */
export const fakeSecrets: Secrets = {
  make: () => base64url(crypto.getRandomValues(new Uint8Array(32))),
  sha256(text, encoding) {
    const hash = sha256(utf8ToBytes(text));
    return encoding === 'hex' ? bytesToHex(hash) : base64url(hash);
  },
  equal: (one, other) => one === other,
};
