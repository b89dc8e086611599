import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** A region's secrets: the pepper of its person keys, and the keys that seal identity numbers, by id. */
export interface RegionKeys {
  readonly pepper: Buffer;
  readonly sealKeyId: string;
  readonly sealKeys: ReadonlyMap<string, Buffer>;
}

const key = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/));
const keyFile = z.object({ pepper: key, sealKeyId: z.string(), sealKeys: z.record(z.string(), key) });

/** The keys of a region cannot be used; the message says why and names the file. */
export class RegionKeysError extends Error {
  override readonly name = 'RegionKeysError';
  readonly code = 'unusable_keys';
}

/**
 * Reads `{folder}/{region}.keys.json`, or makes it (mode 600) at a region's first start. Throws a {@link RegionKeysError} when others may
 * read the file, when it is damaged, and when it is missing although the region has a store: new keys would part every person from their cases.
 */
export function openRegionKeys(folder: string, regionId: string): RegionKeys {
  const file = join(folder, `${regionId}.keys.json`);
  if (!existsSync(file)) {
    if (existsSync(join(folder, `${regionId}.sqlite`)))
      throw new RegionKeysError(
        `${file} is missing, but the region has a store: restore the file from a backup`,
      );
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(file, `${JSON.stringify(makeKeys(), null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new RegionKeysError(`${file} can be read by others: set its mode to 600`);
  return parseKeys(file);
}

function makeKeys(): z.infer<typeof keyFile> {
  const secret = (): string => randomBytes(32).toString('base64url');
  const sealKeyId = randomUUID();
  return { pepper: secret(), sealKeyId, sealKeys: { [sealKeyId]: secret() } };
}

function parseKeys(file: string): RegionKeys {
  const parsed = keyFile.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success || parsed.data.sealKeys[parsed.data.sealKeyId] === undefined)
    throw new RegionKeysError(`${file} is damaged: restore it from a backup`);
  const { pepper, sealKeyId, sealKeys } = parsed.data;
  return {
    pepper: Buffer.from(pepper, 'base64url'),
    sealKeyId,
    sealKeys: new Map(Object.entries(sealKeys).map(([id, value]) => [id, Buffer.from(value, 'base64url')])),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A person's key in a region: HMAC-SHA-256 of the canonical identity number under the region's pepper. */
export function personKey(pepper: Buffer, canonicalIdentity: string): string {
  return createHmac('sha256', pepper).update(canonicalIdentity).digest('base64url');
}
