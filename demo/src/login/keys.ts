import { generateKeyPairSync, type JsonWebKey, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A signing key as a JWK (RFC 7517) with what a key set needs to choose it. */
export interface SigningJwk extends JsonWebKey {
  readonly kid: string;
  readonly alg: 'ES256' | 'RS256';
  readonly use: 'sig';
}

/** The demo's keys, made at first start and kept in the data folder. */
export interface DemoKeys {
  /** The provider's own: it signs ID tokens with RS256, which every client understands. */
  readonly provider: SigningJwk;
  /** Signs the provider's cookies. */
  readonly cookie: string;
  /** Per client the private key (ES256) of its `private_key_jwt`; the hub reads the same file. */
  readonly clients: ReadonlyMap<string, SigningJwk>;
  /** Signs the identity tokens of the product with an interface of its own. */
  readonly ownUi: SigningJwk;
}

/** Reads the keys in `folder`, making those that are not there. Files are readable by their owner only. */
export async function openKeys(folder: string, clientIds: readonly string[]): Promise<DemoKeys> {
  const clients = new Map<string, SigningJwk>();
  for (const id of clientIds) {
    clients.set(id, await keep(join(folder, `${id}.jwk.json`), () => signingKey('ES256')));
  }
  const provider = await keep(join(folder, 'provider.jwk.json'), () => signingKey('RS256'));
  const cookie = await keep(join(folder, 'provider-cookie.json'), () =>
    randomBytes(32).toString('base64url'),
  );
  const ownUi = await keep(join(folder, 'own-ui.jwk.json'), () => signingKey('ES256'));
  return { provider, cookie, clients, ownUi };
}

/** The public half of a key, for a key set. */
export function publicJwk(key: SigningJwk): SigningJwk {
  const { kty, crv, x, y, n, e, kid, alg, use } = key;
  const parts = Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(parts), kid, alg, use };
}

function signingKey(alg: 'ES256' | 'RS256'): SigningJwk {
  const pair =
    alg === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...pair.privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg, use: 'sig' };
}

async function keep<T>(file: string, make: () => T): Promise<T> {
  const written = await readFile(file, 'utf8').catch(() => undefined);
  if (written !== undefined) return JSON.parse(written);
  const made = make();
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}
