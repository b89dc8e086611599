import { randomUUID } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import type { SigningJwk } from '../login/keys.ts';
import type { TestPerson } from '../login/people.ts';

/** Who logged in with the product, and when. */
export interface ProductLogin {
  readonly person: Pick<TestPerson, 'key' | 'identity' | 'given' | 'family'>;
  readonly since: Date;
}

/** How long a token is good, in seconds: as long as it takes to bring it to the hub. */
const lifetime = 60;

/**
 * A signed word of the product's back end on who somebody is, for a region's hub alone: an identity token that the hub trades for a session. `issuer`
 * and `audience` are what the region's configuration has under `tokenIssuers`.
 */
export async function signIdentityToken(
  { person, since }: ProductLogin,
  { issuer, audience, key }: { readonly issuer: string; readonly audience: string; readonly key: SigningJwk },
): Promise<string> {
  return new SignJWT({
    personal_number: person.identity,
    given_name: person.given,
    family_name: person.family,
    acr: 'http://id.elegnamnden.se/loa/1.0/loa3',
    auth_time: Math.floor(since.getTime() / 1_000),
  })
    .setProtectedHeader({ alg: key.alg, kid: key.kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(person.key)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${lifetime}s`)
    .sign(await importJWK(key));
}
