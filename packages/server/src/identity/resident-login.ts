import {
  begunByPanel,
  type Clock,
  Refused,
  type ResidentSessions,
  type Secrets,
  withFragment,
} from '@nara/hub';
import type { Store } from '@nara/hub/store';
import type { RegionConfig } from '../config/hub-config.ts';
import { type LoginProof, LoginRefused, type OidcClient } from './oidc-client.ts';
import { personOfClaims } from './person-of-claims.ts';
import { openProviderLogin, type ProviderLogin } from './provider-login.ts';
import type { RegionKeys } from './region-keys.ts';
import type { Sealer } from './seal.ts';

/** What a region's resident login is made of. */
export interface ResidentLoginOptions {
  readonly region: RegionConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly oidc: OidcClient;
  readonly keys: RegionKeys;
  readonly sealer: Sealer;
  readonly sessions: ResidentSessions;
  /** Hears why a login did not end well, unless the person chose so. */
  failed(error: unknown): void;
}

/** Where to send the top window, and the login cookie's value when going to the provider. */
export interface LoginStep {
  readonly location: string;
  readonly browser?: string;
}

/** How residents prove who they are at the provider (ARCHITECTURE, steps 2 and 3). Refusals are thrown as {@link Refused} `login_failed`. */
export class ResidentLogin {
  readonly #options: ResidentLoginOptions;
  readonly #provider: ProviderLogin<'resident'>;

  constructor(options: ResidentLoginOptions) {
    this.#options = options;
    this.#provider = openProviderLogin('resident', options);
  }

  /** Step 2: the top window is here; `browser` is the login cookie it came with, `site` its `Sec-Fetch-Site`. A handle is good once. */
  async start(handle: string, browser: string | undefined, site?: string): Promise<LoginStep> {
    const { region, sessions } = this.#options;
    const record = await sessions.takeHandle(handle);
    if (record === undefined || !begunByPanel(region, record.returnTo, site))
      throw new Refused('login_failed');
    const { challenge, returnTo, locale, shared } = record;
    const method = region.login.methods.find(({ id }) => id === record.method);
    return this.#provider.start({
      browser,
      locale,
      hint: method?.hint ?? {},
      more: { challenge, returnTo, shared },
    });
  }

  /**
   * Step 3: back from the provider. A login that proves nobody goes back to the page too: cancelled with the panel open, else with a
   * code that opens nothing, so that the panel is told `login_failed` and says it in the reader's language.
   */
  async callback(url: URL, browser: string | undefined): Promise<LoginStep> {
    const state = await this.#provider.take(url, browser);
    const wanted = this.#options.region.login.claims;
    try {
      const proof = await this.#provider.prove(url, state, Object.values(wanted));
      const code = await this.#codeFor(proof, state);
      return { location: withFragment(state.returnTo, code) };
    } catch (error) {
      if (!(error instanceof LoginRefused)) throw error;
      const cancelled = error.code === 'cancelled';
      return { location: withFragment(state.returnTo, cancelled ? undefined : this.#options.secrets.make()) };
    }
  }

  async #codeFor(
    proof: LoginProof,
    state: { challenge: string; returnTo: string; shared: boolean },
  ): Promise<string> {
    const { region, store, clock, keys, sealer, sessions } = this.#options;
    const person = personOfClaims(proof.claims, region.login.claims, {
      country: region.country,
      keys,
      sealer,
    });
    if (person === undefined) {
      const refused = new LoginRefused('not_proved');
      this.#options.failed(refused);
      throw refused;
    }
    const now = new Date(clock.now()).toISOString();
    return await store.write(async tx => {
      await tx.persons.put(person, now);
      return await sessions.putCode(tx, {
        challenge: state.challenge,
        origin: new URL(state.returnTo).origin,
        personKey: person.key,
        acr: proof.acr,
        authTime: now,
        shared: state.shared,
      });
    });
  }
}
