import type { Locale } from '@nara/contract';
import { type Clock, handleLifetime, hashOf, Refused, type Secrets, secretPattern } from '@nara/hub';
import type { Store } from '@nara/hub/store';
import { type LoginProof, LoginRefused, type OidcClient } from './oidc-client.ts';
import { type ResidentState, residentState, type StaffState, staffState } from './provider-states.ts';

interface States {
  readonly resident: ResidentState;
  readonly staff: StaffState;
}
const schemas = { resident: residentState, staff: staffState };

/** What a login keeps beside what every login keeps. */
type More<K extends keyof States> = Omit<States[K], 'kind' | 'nonce' | 'verifier' | 'browser' | 'locale'>;

/** The way to the provider and back, the same for residents and staff. */
export interface ProviderLogin<K extends keyof States> {
  /** Stores a state of its own and answers where to go and the login cookie's value. Throws `unreachable` when the provider is away. */
  start(input: {
    /** The cookie of a login that another tab has begun: kept, so that both can end. */
    readonly browser: string | undefined;
    readonly locale: Locale;
    readonly hint: Readonly<Record<string, string>>;
    readonly more: More<K>;
  }): Promise<{ readonly location: string; readonly browser: string }>;
  /** The state that a callback names, once, if it came with the cookie of the browser that began. Throws `login_failed` otherwise. */
  take(callback: URL, browser: string | undefined): Promise<States[K]>;
  /** What the provider says of the person; rejects with `LoginRefused`. */
  prove(callback: URL, state: States[K], wanted: readonly string[]): Promise<LoginProof>;
}

/** Opens the way for one kind of login of one region. */
export function openProviderLogin<K extends keyof States>(
  kind: K,
  options: {
    readonly store: Store;
    readonly clock: Clock;
    readonly secrets: Secrets;
    readonly oidc: OidcClient;
    /** Hears why a login did not end well, unless the person chose so. */
    failed(error: unknown): void;
  },
): ProviderLogin<K> {
  const { store, clock, secrets, oidc, failed } = options;
  return {
    async start({ browser: known, locale, hint, more }) {
      const state = secrets.make();
      const nonce = secrets.make();
      const verifier = secrets.make();
      const browser = known !== undefined && secretPattern.test(known) ? known : secrets.make();
      const url = await oidc
        .authorizationUrl({ state, nonce, verifier }, locale, hint)
        .catch((cause: unknown) => {
          failed(cause);
          throw new Refused('unreachable', { cause });
        });
      const record = { kind, nonce, verifier, browser: hashOf(secrets, browser), locale, ...more };
      const expiresAt = new Date(clock.now() + handleLifetime).toISOString();
      await store.write(tx =>
        tx.logins.put('state', hashOf(secrets, state), JSON.stringify(record), expiresAt),
      );
      return { location: url.href, browser };
    },
    async take(callback, browser) {
      const state = callback.searchParams.get('state') ?? '';
      const now = new Date(clock.now()).toISOString();
      const data = await store.write(tx => tx.logins.take('state', hashOf(secrets, state), now));
      const parsed = schemas[kind].safeParse(data === undefined ? undefined : JSON.parse(data));
      if (!parsed.success || browser === undefined) throw new Refused('login_failed');
      if (!secrets.equal(hashOf(secrets, browser), parsed.data.browser)) throw new Refused('login_failed');
      return parsed.data as States[K];
    },
    prove(callback, { nonce, verifier }, wanted) {
      const state = callback.searchParams.get('state') ?? '';
      return oidc.prove(callback, { state, nonce, verifier }, wanted).catch((error: unknown) => {
        if (!(error instanceof LoginRefused && error.code === 'cancelled')) failed(error);
        throw error;
      });
    },
  };
}
