import type { ConsentView, Locale, Localized, OpeningHours, ServiceIcon } from '@nara/contract';

/** A Swedish region or Finnish welfare area as its hub knows it: all but how its logins and its data are reached. */
export interface RegionFacts {
  readonly id: string;
  readonly country: 'SE' | 'FI';
  readonly name: Localized;
  /** The first is the default. */
  readonly locales: readonly [Locale, ...Locale[]];
  /** IANA name. */
  readonly timeZone: string;
  readonly preset: 'neutral' | 'se' | 'fi';
  readonly advice: { readonly number: string; readonly name: Localized };
  /** Pages that may embed the chat and be returned to after login. */
  readonly origins: readonly { readonly origin: string; readonly inPage: boolean }[];
  /** How residents may log in. */
  readonly login: { readonly methods: readonly LoginMethodConfig[] };
  readonly session: SessionConfig;
  /** What residents agree to before their first message; absent: nothing. */
  readonly consent?: ConsentView;
  /** The page that a quick exit leads to; absent: the panel offers none. */
  readonly quickExit?: string;
  readonly providers: readonly ProviderConfig[];
  readonly units: readonly UnitConfig[];
  readonly services: readonly ServiceConfig[];
}

/** A button of the login step. `hint` is added to the authorization request. */
export interface LoginMethodConfig {
  readonly id: string;
  readonly name: Localized;
  readonly hint?: Readonly<Record<string, string>>;
}

/** How long sessions last, in minutes. */
export interface SessionConfig {
  readonly idle: number;
  readonly absolute: number;
  /** On a shared computer. */
  readonly shared: { readonly idle: number; readonly absolute: number };
  /** How long before the idle end the person is warned. */
  readonly warn: number;
}

/** The legal entity that answers for care and records. */
export interface ProviderConfig {
  readonly id: string;
  readonly name: Localized;
}

/** A clinic or shared service. */
export interface UnitConfig {
  /** HSA-id or SOTE OID. */
  readonly id: string;
  readonly provider: string;
  readonly register: 'health' | 'social';
  readonly name: Localized;
  readonly address?: Localized;
  readonly phone?: string;
  /** Absent: always open. */
  readonly hours?: OpeningHours;
  /** The unit this one was merged into. */
  readonly successor?: string;
  /** Whether it is offered to a person listed nowhere. */
  readonly choosable: boolean;
}

/** A reason for contact. */
export interface ServiceConfig {
  readonly id: string;
  readonly icon: ServiceIcon;
  readonly register: 'health' | 'social';
  readonly name: Localized;
  readonly description: Localized;
}
