import type { Clock } from '@nara/hub';
import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';
import type { TokenIssuerConfig } from '../config/hub-config.ts';

/** The issuer's keys cannot be had. */
export class KeysUnreachable extends Error {
  override readonly name = 'KeysUnreachable';
  readonly code = 'keys_unreachable';
}

/** What is asked of an issuer, in milliseconds and bytes. */
const asking = {
  /** How long it may take to answer. */
  timeout: 5_000,
  /** How long its keys are good without being asked for again. */
  cached: 600_000,
  /** How long after its keys came they are not asked for again, whatever key a token names. */
  cooldown: 30_000,
  /** How long it is left alone after it failed. */
  failed: 5_000,
  bytes: 64 * 1024,
};

/**
 * The keys of an issuer by what a token's header names. Published ones are fetched when they are first needed, when they are old, and for a key that is not among
 * them, since keys are rotated; never more often than the cool-downs let strangers' tokens cause. Rejects with {@link KeysUnreachable} when they cannot be had.
 */
export function issuerKeys(from: TokenIssuerConfig['keys'], clock: Clock): JWTVerifyGetKey {
  if ('known' in from) return createLocalJWKSet({ keys: [...from.known] });
  let failedAt: number | undefined;
  const keys = createRemoteJWKSet(new URL(from.jwks), {
    timeoutDuration: asking.timeout,
    cacheMaxAge: asking.cached,
    cooldownDuration: asking.cooldown,
    async [customFetch](address, init) {
      if (failedAt !== undefined && clock.monotonic() - failedAt < asking.failed) throw new KeysUnreachable();
      return readBounded(await fetch(address, init));
    },
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      if (error instanceof KeysUnreachable) throw error;
      failedAt = clock.monotonic();
      throw new KeysUnreachable('', { cause: error });
    }
  };
}

/** The answer, if it is no longer than a set of keys is. */
async function readBounded(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > asking.bytes) throw new RangeError('more than a set of keys is');
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: response.status });
}
