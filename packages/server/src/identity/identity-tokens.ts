import { type Clock, type ProvedByToken, type ProveToken, Refused } from '@nara/hub';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import type { TokenIssuerConfig } from '../config/hub-config.ts';
import { claimText } from './claims.ts';
import { issuerKeys, KeysUnreachable } from './issuer-keys.ts';
import { type PersonSecrets, personOfClaims } from './person-of-claims.ts';
import { sha256 } from './secrets.ts';

/** Why a token was not taken, for the region's own log: what strangers are told is less. */
export type TokenFault =
  | 'form'
  | 'issuer'
  | 'algorithm'
  | 'key'
  | 'signature'
  | 'claim'
  | 'expired'
  | 'keys_unreachable';

/** What tokens are checked with. */
export interface IdentityTokensOptions extends PersonSecrets {
  readonly issuers: readonly TokenIssuerConfig[];
  readonly clock: Clock;
  /** Hears why a token was not taken. `claim` is the one at fault, of a token that is its issuer's. */
  refused(fault: TokenFault, origin: string, claim?: string): void;
}

/**
 * Checks JWTs as RFC 8725 asks: the issuer is one that the configuration lists for the origin, its keys and algorithms are its own, `aud`, `exp` and `iat` are there
 * and hold. Who cannot show a token that a trusted issuer has signed learns nothing but that; who can is told the claim that is at fault.
 */
export function createTokenProver(options: IdentityTokensOptions): ProveToken {
  const { issuers, clock, refused } = options;
  const known = issuers.map(issuer => ({ issuer, keys: issuerKeys(issuer.keys, clock) }));

  return async (token, origin) => {
    const untrusted = (fault: TokenFault, cause?: unknown): Refused => {
      refused(fault, origin);
      return new Refused('token_refused', { cause });
    };
    const faulty = (claim: string, expired = false): Refused => {
      refused(expired ? 'expired' : 'claim', origin, claim);
      return new Refused(expired ? 'token_expired' : 'token_refused', { path: claim });
    };
    const claimed = issuerOf(token);
    if (claimed === undefined) throw untrusted('form');
    const trusted = known.find(({ issuer }) => issuer.issuer === claimed && issuer.origins.includes(origin));
    if (trusted === undefined) throw untrusted('issuer');
    const { issuer, keys } = trusted;
    let claims: Dated;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: issuer.issuer,
        audience: issuer.audience,
        algorithms: [...issuer.algorithms],
        requiredClaims: ['exp'],
        maxTokenAge: issuer.maxAge * 60,
        clockTolerance: issuer.clockSkew,
        currentDate: new Date(clock.now()),
      });
      claims = payload as Dated;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw faulty(error.claim, true);
      if (error instanceof errors.JWTClaimValidationFailed) throw faulty(error.claim);
      if (error instanceof KeysUnreachable) {
        refused('keys_unreachable', origin);
        throw new Refused('unreachable', { cause: error });
      }
      if (error instanceof errors.JOSEError) throw untrusted(faultOf(error), error);
      throw error;
    }
    return proofOf(claims, token, issuer, options, faulty);
  };
}

/** What jwtVerify has let through. */
type Dated = JWTPayload & { readonly exp: number; readonly iat: number };

function proofOf(
  claims: Dated,
  token: string,
  { issuer, acr: levels, claims: names, maxAge, clockSkew }: TokenIssuerConfig,
  options: IdentityTokensOptions,
  faulty: (claim: string) => Refused,
): ProvedByToken {
  const acr = claimText(claims, 'acr');
  if (acr === undefined || !levels.includes(acr)) throw faulty('acr');
  const { auth_time: loggedIn = claims.iat } = claims;
  if (typeof loggedIn !== 'number' || !Number.isSafeInteger(loggedIn)) throw faulty('auth_time');
  const person = personOfClaims(claims, names, options);
  if (person === undefined) throw faulty(names.identity);
  if (person.name === '') throw faulty(names.givenName);
  const now = options.clock.now();
  return {
    issuer,
    // An ECDSA signature can be written in more than one way: it is no part of what names a token.
    tokenId: claims.jti ?? sha256(token.slice(0, token.lastIndexOf('.')), 'base64url'),
    usableUntil: new Date((Math.min(claims.exp, claims.iat + maxAge * 60) + clockSkew) * 1_000),
    acr,
    authTime: new Date(Math.min(loggedIn * 1_000, now)),
    async know(tx) {
      await tx.persons.put(person, new Date(now).toISOString());
      return person.key;
    },
  };
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function faultOf(error: errors.JOSEError): TokenFault {
  switch (error.code) {
    case 'ERR_JOSE_ALG_NOT_ALLOWED':
      return 'algorithm';
    case 'ERR_JWKS_NO_MATCHING_KEY':
    case 'ERR_JWKS_MULTIPLE_MATCHING_KEYS':
      return 'key';
    case 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED':
      return 'signature';
    default:
      return 'form';
  }
}
