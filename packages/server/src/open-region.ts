import { join } from 'node:path';
import {
  type Clock,
  createRegionDirectory,
  type RegionDirectory,
  ResidentSessions,
  regionView,
  Sessions,
  StaffSessions,
} from '@nara/hub';
import type { HubConfig, RegionConfig } from './config/hub-config.ts';
import { firstDayWithComments } from './feedback/comment-days.ts';
import type { HubLogger } from './http/log.ts';
import type { RegionContext } from './http/region-context.ts';
import { createTokenProver } from './identity/identity-tokens.ts';
import { createOidcClient } from './identity/oidc-client.ts';
import { openRegionKeys } from './identity/region-keys.ts';
import { ResidentLogin } from './identity/resident-login.ts';
import { createSealer, type Sealer } from './identity/seal.ts';
import { type MakeSecret, machineSecrets } from './identity/secrets.ts';
import { StaffLogin } from './identity/staff-login.ts';
import { importListing } from './listing/import-listing.ts';
import { openSqliteStore } from './store/sqlite/open-sqlite-store.ts';

/** A region that is open: its store and everything that speaks for it. */
export interface OpenRegion extends RegionContext {
  readonly directory: RegionDirectory;
  readonly sealer: Sealer;
  /** Writes what has not been written and closes the store, also when that could not be written; then it rejects. */
  close(): Promise<void>;
}

/** What regions are opened with. */
export interface OpenRegionOptions {
  readonly config: HubConfig;
  readonly clock: Clock;
  readonly secret: MakeSecret;
  readonly log: HubLogger;
}

/** How often what has had its time is removed, in milliseconds: sessions that have ended, logins that were not, old comments on pages. */
const removeOldEvery = 600_000;

/** Opens a region's keys and store, brings its listing up to date, and makes its logins and sessions. */
export async function openRegion(region: RegionConfig, options: OpenRegionOptions): Promise<OpenRegion> {
  const { config, clock, secret, log } = options;
  const secrets = machineSecrets(secret);
  const keys = openRegionKeys(config.data, region.id);
  const store = await openSqliteStore({ file: join(config.data, `${region.id}.sqlite`), clock });
  try {
    const listing = await importListing(region, store, keys, clock.now());
    if (listing.changed)
      log.info(
        { place: 'listing', region: region.id, version: listing.version, rows: listing.rows },
        'imported',
      );
  } catch (error) {
    await store.close();
    throw error;
  }
  const sealer = createSealer(region.id, keys);
  const directory = createRegionDirectory(region, () => clock.now());
  const sessions = new Sessions({
    store,
    clock,
    secrets,
    rules: region.session,
    failed: err => log.error({ place: 'sessions', region: region.id, err }, 'slide not written'),
  });
  const removeOld = async (): Promise<void> => {
    const now = new Date(clock.now()).toISOString();
    try {
      await store.write(async tx => {
        await tx.sessions.removeEnded(now);
        await tx.logins.removeExpired(now);
        await tx.feedback.removeComments(firstDayWithComments(region, clock.now()));
      });
    } catch (err) {
      log.error({ place: 'remove-old', region: region.id, err }, 'what has had its time not removed');
    }
  };
  await removeOld();
  const stopRemoving = clock.every(removeOldEvery, () => void removeOld());
  const { resident, staff } = config.listen;
  const failed = (err: unknown): void =>
    log.warn({ place: 'login', region: region.id, err }, 'login did not end well');
  const shared = { region, store, clock, secrets, failed };
  const base = `/r/${region.id}`;
  const oidc = createOidcClient(region.login, `${resident.origin}${base}/login/callback`);
  const staffOidc = createOidcClient(region.staffLogin, `${staff.origin}${base}/staff/login/callback`);
  const proveToken = createTokenProver({
    issuers: region.tokenIssuers,
    country: region.country,
    keys,
    sealer,
    clock,
    refused: (reason, origin, claim) =>
      log.warn(
        { place: 'token', region: region.id, origin, reason, ...(claim !== undefined && { claim }) },
        'token refused',
      ),
  });
  const residentSessions = new ResidentSessions({
    ...shared,
    hubOrigin: resident.origin,
    sessions,
    proveToken,
    providerLogout: page => oidc.logoutUrl(page),
  });
  const staffSessions = new StaffSessions({
    ...shared,
    hubOrigin: staff.origin,
    sessions,
    providerLogout: page => staffOidc.logoutUrl(page),
  });
  return {
    config: region,
    store,
    sessions,
    directory,
    sealer,
    residentSessions,
    staffSessions,
    residentLogin: new ResidentLogin({ ...shared, oidc, keys, sealer, sessions: residentSessions }),
    staffLogin: new StaffLogin({ ...shared, oidc: staffOidc, sessions, staffSessions }),
    about: () => regionView(region, directory),
    async close() {
      stopRemoving();
      try {
        await sessions.flush();
      } finally {
        sessions.stop();
        await store.close();
      }
    },
  };
}
