import type { Locale } from '@nara/contract';
import {
  type Clock,
  type Commission,
  type LiveSession,
  Refused,
  type Secrets,
  type Sessions,
  type StaffSessions,
} from '@nara/hub';
import type { Store } from '@nara/hub/store';
import type { RegionConfig } from '../config/hub-config.ts';
import { type Claims, claimText, claimTexts, fullName } from './claims.ts';
import { LoginRefused, type OidcClient } from './oidc-client.ts';
import { openProviderLogin, type ProviderLogin } from './provider-login.ts';

/** What a region's staff login is made of. */
export interface StaffLoginOptions {
  readonly region: RegionConfig;
  readonly store: Store;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly oidc: OidcClient;
  readonly sessions: Sessions;
  readonly staffSessions: StaffSessions;
  /** Hears why a login did not end well, unless the person chose so. */
  failed(error: unknown): void;
}

/**
 * The commission that a provider's claims prove. Undefined when the unit is not the region's, the purpose is not an accepted one or
 * no role of the person's is mapped: nobody works outside a commission.
 */
export function commissionOf(region: RegionConfig, claims: Claims): Commission | undefined {
  const { claims: names, roles: mapped, purposes } = region.staffLogin;
  const id = claimText(claims, names.staffId);
  const unitId = claimText(claims, names.unitId);
  const purpose = claimText(claims, names.purpose);
  const role = claimTexts(claims, names.role)
    .map(value => (Object.hasOwn(mapped, value) ? mapped[value] : undefined))
    .find(found => found !== undefined);
  if (id === undefined || unitId === undefined || purpose === undefined || role === undefined)
    return undefined;
  if (!purposes.includes(purpose) || !region.units.some(unit => unit.id === unitId)) return undefined;
  return { staff: { id, name: fullName(claims, names), role }, unitId, purpose };
}

/** How staff log in. Refusals are thrown as {@link Refused} `login_failed`. */
export class StaffLogin {
  readonly #options: StaffLoginOptions;
  readonly #provider: ProviderLogin<'staff'>;

  constructor(options: StaffLoginOptions) {
    this.#options = options;
    this.#provider = openProviderLogin('staff', options);
  }

  /** Sends a member of staff to the provider. `replaces` is the session that the browser has now. */
  start(
    browser: string | undefined,
    locale: Locale,
    replaces: LiveSession | undefined,
  ): Promise<{ readonly location: string; readonly browser: string }> {
    const more = replaces === undefined ? {} : { replaces: replaces.session.hash };
    return this.#provider.start({ browser, locale, hint: {}, more });
  }

  /** Back from the provider: the session cookie's value. The session that the browser had is revoked. */
  async callback(url: URL, browser: string | undefined): Promise<string> {
    const { region, sessions, staffSessions } = this.#options;
    const state = await this.#provider.take(url, browser);
    const proof = await this.#provider
      .prove(url, state, Object.values(region.staffLogin.claims))
      .catch((error: unknown) => {
        throw error instanceof LoginRefused ? new Refused('login_failed', { cause: error }) : error;
      });
    const proved = commissionOf(region, proof.claims);
    if (proved === undefined) {
      const refused = new Refused('login_failed');
      this.#options.failed(refused);
      throw refused;
    }
    const replaced = state.replaces === undefined ? undefined : await sessions.find(state.replaces, 'staff');
    return await staffSessions.admit(proved, proof.acr, replaced);
  }
}
