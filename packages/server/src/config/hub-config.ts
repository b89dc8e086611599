import type { Role } from '@nara/contract';
import type { LoginMethodConfig, RegionFacts } from '@nara/hub';
import type { JWK } from 'jose';
import type { WebhookEvent } from '../outgoing/webhook-notice.ts';

/** A hub's configuration, checked, resolved (paths absolute, defaults filled in) and frozen. */
export interface HubConfig {
  /** The file it was read from. */
  readonly file: string;
  readonly listen: { readonly resident: ListenConfig; readonly staff: ListenConfig };
  /** Addresses or ranges whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** The folder of the stores and keys. */
  readonly data: string;
  readonly regions: readonly RegionConfig[];
}

/** Where the hub listens, and the origin that browsers know it by there. */
export interface ListenConfig {
  readonly host: string;
  readonly port: number;
  /** `https://…`, or `http://` on a loopback address. */
  readonly origin: string;
}

/** A Swedish region or Finnish welfare area. */
export interface RegionConfig extends RegionFacts {
  readonly login: ResidentLoginConfig;
  /** Whose tokens are traded for a session of a resident. */
  readonly tokenIssuers: readonly TokenIssuerConfig[];
  readonly staffLogin: StaffLoginConfig;
  /** How long the handler of a case may be away before it goes back to its place in the queue, in minutes. */
  readonly handlerAway: number;
  /** What readers say of the region's pages; absent: nothing is received. */
  readonly feedback?: FeedbackConfig;
  /** Who else is told what happens to cases. */
  readonly webhook?: WebhookConfig;
  /** The listing register as a CSV file with the columns `identity` and `unit`. */
  readonly listing?: { readonly csv: string };
}

/** What both logins say of their OpenID provider. */
export interface ProviderLoginConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** The file of the private JWK for `private_key_jwt`. */
  readonly clientKey: string;
  readonly scope: string;
  /** Accepted assurance levels, asked for in this order; never empty. */
  readonly acr: readonly string[];
}

/** The issuer's names of the claims about a person. */
export interface PersonClaims {
  readonly identity: string;
  readonly givenName: string;
  readonly familyName: string;
}

/** How residents log in. */
export interface ResidentLoginConfig extends ProviderLoginConfig {
  readonly claims: PersonClaims;
  readonly methods: readonly LoginMethodConfig[];
}

/** Somebody whose word on who a resident is the region takes: its own provider, or the back end of a product. */
export interface TokenIssuerConfig {
  /** `iss`, exactly. */
  readonly issuer: string;
  /** What `aud` must hold. */
  readonly audience: string;
  /** Where its tokens may come from: origins of the region with `inPage`. */
  readonly origins: readonly string[];
  /** Its public keys: where it publishes them (RFC 7517, 5), or themselves. */
  readonly keys: { readonly jwks: string } | { readonly known: readonly JWK[] };
  /** The algorithms that it may sign with. */
  readonly algorithms: readonly string[];
  /** Accepted assurance levels. */
  readonly acr: readonly string[];
  readonly claims: PersonClaims;
  /** How old a token may be, in minutes. */
  readonly maxAge: number;
  /** How far the issuer's clock may be from the hub's, in seconds. */
  readonly clockSkew: number;
}

/** How staff log in, with a commission at a unit. */
export interface StaffLoginConfig extends ProviderLoginConfig {
  readonly claims: {
    readonly staffId: string;
    readonly givenName: string;
    readonly familyName: string;
    readonly unitId: string;
    readonly purpose: string;
    readonly role: string;
  };
  /** The provider's role values; a value that is not here is refused. */
  readonly roles: Readonly<Record<string, Role>>;
  readonly purposes: readonly string[];
}

/** An address that is told what happens to cases. */
export interface WebhookConfig {
  /** https, or http on a loopback address. */
  readonly url: string;
  /** `whsec_` and base64, as Standard Webhooks writes it. */
  readonly secret: string;
  readonly events: readonly WebhookEvent[];
}

/** How what readers say of pages is kept. */
export interface FeedbackConfig {
  /** How many days a comment is kept. Answers without it stay. */
  readonly commentDays: number;
}
