import { readFileSync } from 'node:fs';
import type { Locale } from '@nara/contract';
import { importJWK, type JWK } from 'jose';
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  PrivateKeyJwt,
} from 'openid-client';
import * as z from 'zod/mini';
import type { ProviderLoginConfig } from '../config/hub-config.ts';
import { sha256 } from './secrets.ts';

/** What the hub keeps between sending a person to the provider and the callback. */
export interface LoginChecks {
  readonly state: string;
  readonly nonce: string;
  /** Of the hub's own PKCE (RFC 7636). */
  readonly verifier: string;
}

/** What a login proved. */
export interface LoginProof {
  /** ID token and, where the ID token lacks them, userinfo. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** One of the accepted levels. */
  readonly acr: string;
}

/** The provider ended the login without a proof; `cancelled` when the person chose so. */
export class LoginRefused extends Error {
  override readonly name = 'LoginRefused';
  readonly code: 'cancelled' | 'not_proved';

  constructor(code: 'cancelled' | 'not_proved', cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** The hub as relying party of one OpenID provider. */
export interface OidcClient {
  /** Where to send the person. Rejects when the provider cannot be reached. */
  authorizationUrl(checks: LoginChecks, locale: Locale, hint: Readonly<Record<string, string>>): Promise<URL>;
  /**
   * Trades the callback for a proof: state, iss (RFC 9207), nonce, signature and acr are checked. `wanted` names the claims that
   * userinfo is asked for when the ID token lacks one. Rejects with {@link LoginRefused}.
   */
  prove(callback: URL, checks: LoginChecks, wanted: readonly string[]): Promise<LoginProof>;
  /** Where the person may log out at the provider and come back to `returnTo` (OpenID Connect RP-Initiated Logout, 2). No identity is in it. */
  logoutUrl(returnTo: string): Promise<string | undefined>;
}

const clientKey = z.looseObject({ kty: z.string(), d: z.string() });

/** Reads the client key and knows the provider when it is first asked; a provider that is away is asked again at the next login. */
export function createOidcClient(config: ProviderLoginConfig, redirectUri: string): OidcClient {
  let known: Promise<Configuration> | undefined;
  const provider = (): Promise<Configuration> => {
    known ??= discover(config).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    async authorizationUrl({ state, nonce, verifier }, locale, hint) {
      return buildAuthorizationUrl(await provider(), {
        ...hint,
        redirect_uri: redirectUri,
        scope: config.scope,
        state,
        nonce,
        code_challenge: sha256(verifier, 'base64url'),
        code_challenge_method: 'S256',
        prompt: 'login',
        ui_locales: uiLocales(locale),
        acr_values: config.acr.join(' '),
      });
    },
    async prove(callback, { state, nonce, verifier }, wanted) {
      const configuration = await provider();
      try {
        const tokens = await authorizationCodeGrant(configuration, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const idToken = tokens.claims();
        const acr = idToken?.['acr'];
        if (idToken === undefined || typeof acr !== 'string' || !config.acr.includes(acr))
          throw new LoginRefused('not_proved');
        const complete = wanted.every(name => idToken[name] !== undefined);
        const more = complete ? {} : await fetchUserInfo(configuration, tokens.access_token, idToken.sub);
        return { claims: { ...more, ...idToken }, acr };
      } catch (error) {
        if (error instanceof LoginRefused) throw error;
        const cancelled = error instanceof AuthorizationResponseError && error.error === 'access_denied';
        throw new LoginRefused(cancelled ? 'cancelled' : 'not_proved', error);
      }
    },
    async logoutUrl(returnTo) {
      const configuration = await provider();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo }).href;
    },
  };
}

async function discover({ issuer, clientId, clientKey: file }: ProviderLoginConfig): Promise<Configuration> {
  const jwk: JWK = JSON.parse(readFileSync(file, 'utf8'));
  if (!clientKey.safeParse(jwk).success) throw new TypeError('clientKey: expected a private key as a JWK');
  const key = await importJWK(jwk, jwk.alg ?? (jwk.kty === 'RSA' ? 'RS256' : 'ES256'));
  if (!(key instanceof CryptoKey)) throw new TypeError('clientKey: expected a private key');
  const url = new URL(issuer);
  return discovery(
    url,
    clientId,
    undefined,
    PrivateKeyJwt(jwk.kid === undefined ? key : { key, kid: jwk.kid }),
    {
      timeout: 10,
      // Without the first, the ID token's signature is taken on trust in TLS. The configuration lets http through on loopback addresses alone.
      execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
    },
  );
}

/** Providers know languages; the region's own Swedish is asked for first. */
function uiLocales(locale: Locale): string {
  const [language] = locale.split('-');
  return language === locale || language === undefined ? locale : `${locale} ${language}`;
}
