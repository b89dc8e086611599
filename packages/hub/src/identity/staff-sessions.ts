import { roles, type StaffSessionView } from '@nara/contract';
import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import type { RegionFacts } from '../regions/region-facts.ts';
import type { Store, Tx } from '../store/port.ts';
import type { StaffCaller } from './caller.ts';
import type { LiveSession, Sessions } from './sessions.ts';

/** What a region's staff sessions are made of. */
export interface StaffSessionsOptions {
  readonly region: RegionFacts;
  /** The staff's origin. */
  readonly hubOrigin: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly sessions: Sessions;
  /** Where to log out at the login provider, and come back to this page from. Rejects when that cannot be had. */
  providerLogout(page: string): Promise<string | undefined>;
}

const commission = z.object({
  staff: z.object({ id: z.string(), name: z.string(), role: z.enum(roles) }),
  unitId: z.string(),
  purpose: z.string(),
});

/** A member of staff in one commission (medarbetaruppdrag): who, where, for what. */
export type Commission = z.infer<typeof commission>;

/** What a member of staff's session is at the hub, on this side of the way to the provider. */
export class StaffSessions {
  readonly #options: StaffSessionsOptions;

  constructor(options: StaffSessionsOptions) {
    this.#options = options;
  }

  /** Makes the session of a proved commission, and answers its token. The session that the browser had is revoked. */
  async admit(proved: Commission, acr: string, replaced: LiveSession | undefined): Promise<string> {
    const { hubOrigin, store, clock, sessions } = this.#options;
    const authTime = new Date(clock.now());
    const { id: who } = proved.staff;
    const admit = async (tx: Tx): Promise<string> => {
      const { token } = await sessions.create(tx, {
        kind: 'staff',
        who,
        origin: hubOrigin,
        acr,
        shared: false,
        authTime,
        details: proved,
      });
      await tx.audit.add({
        at: authTime.toISOString(),
        actorKind: 'staff',
        actor: who,
        act: 'login',
        unitId: proved.unitId,
        ground: proved.purpose,
      });
      return token;
    };
    if (replaced === undefined) return store.write(admit);
    return sessions.revoke(replaced, 'logout', async tx => {
      await this.#auditLogout(tx, replaced);
      return admit(tx);
    });
  }

  /** Ends the session, and answers where to log out at the provider, if that can be had. */
  async logout(live: LiveSession): Promise<string | undefined> {
    const { region, hubOrigin, sessions, providerLogout } = this.#options;
    await sessions.revoke(live, 'logout', tx => this.#auditLogout(tx, live));
    return providerLogout(`${hubOrigin}/r/${region.id}/desk`).catch(() => undefined);
  }

  /** What the desk may know of its session. */
  view({ session, idleUntil, absoluteUntil }: LiveSession): StaffSessionView {
    const { id, name } = commission.parse(JSON.parse(session.details)).staff;
    return {
      id: session.hash,
      staff: { id, name },
      idleUntil: idleUntil.toISOString(),
      absoluteUntil: absoluteUntil.toISOString(),
    };
  }

  /** Whom the session speaks for; undefined when the configuration no longer lets the commission in. */
  caller({ session }: LiveSession): StaffCaller | undefined {
    const { region } = this.#options;
    const { staff, unitId, purpose } = commission.parse(JSON.parse(session.details));
    if (!region.units.some(unit => unit.id === unitId)) return undefined;
    return { kind: 'staff', regionId: region.id, staff, unitId, purpose, sessionHash: session.hash };
  }

  #auditLogout(tx: Tx, live: LiveSession): Promise<void> {
    const { staff, unitId, purpose } = this.caller(live) ?? {};
    return tx.audit.add({
      at: new Date(this.#options.clock.now()).toISOString(),
      actorKind: 'staff',
      actor: staff?.id ?? live.session.who,
      act: 'logout',
      ...(unitId !== undefined && { unitId }),
      ground: purpose ?? '',
    });
  }
}
