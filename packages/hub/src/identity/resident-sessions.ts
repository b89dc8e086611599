import type {
  IdentityTokenInput,
  LoginHandle,
  LoginHandleInput,
  NewSession,
  SessionInput,
  SessionView,
  SiblingCode,
} from '@nara/contract';
import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import { Refused } from '../refused.ts';
import type { RegionFacts } from '../regions/region-facts.ts';
import type { Store, Tx } from '../store/port.ts';
import { isInPage, panelOriginAllowed, returnPage } from './login-address.ts';
import {
  type CodeRecord,
  codeLifetime,
  type HandleRecord,
  handleLifetime,
  takeRecord,
} from './login-records.ts';
import type { ProveToken } from './proved-by-token.ts';
import { hashOf, type Secrets } from './secrets.ts';
import type { LiveSession, Sessions } from './sessions.ts';

const tokenSession = z.object({ issuer: z.string() });

/** What a region's resident sessions are made of. */
export interface ResidentSessionsOptions {
  readonly region: RegionFacts;
  /** The residents' origin. */
  readonly hubOrigin: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly sessions: Sessions;
  readonly proveToken: ProveToken;
  /** Where to log out at the login provider, and come back to this page from. Rejects when that cannot be had. */
  providerLogout(page: string): Promise<string | undefined>;
}

/** How much longer it is kept that a token was used than anybody would take it, in milliseconds: checks round, and may have begun before. */
const spareTime = 60_000;

/**
 * What a resident's login and session are at the hub, on this side of the way to the provider (ARCHITECTURE, steps 1 and 4). Refusals are
 * thrown as {@link Refused} `login_failed`, `origin_refused` or `invalid_input`.
 */
export class ResidentSessions {
  readonly #options: ResidentSessionsOptions;

  constructor(options: ResidentSessionsOptions) {
    this.#options = options;
  }

  /** Step 1: a panel's challenge and return page for a handle. */
  async handle(input: LoginHandleInput, origin: string | undefined): Promise<LoginHandle> {
    const { region, hubOrigin, store, secrets } = this.#options;
    if (!panelOriginAllowed(region, hubOrigin, origin)) throw new Refused('origin_refused');
    const page = returnPage(region, hubOrigin, input.returnTo);
    if (page === undefined) throw new Refused('origin_refused', { path: 'returnTo' });
    if (!region.login.methods.some(({ id }) => id === input.method))
      throw new Refused('invalid_input', { path: 'method' });
    const handle = secrets.make();
    const { challenge, locale, method, shared } = input;
    const record: HandleRecord = { challenge, returnTo: page.href, locale, method, shared };
    await store.write(tx =>
      tx.logins.put('handle', hashOf(secrets, handle), JSON.stringify(record), this.#in(handleLifetime)),
    );
    return { handle };
  }

  /** What a handle stands for, once; the top window has come with it. */
  takeHandle(handle: string): Promise<HandleRecord | undefined> {
    const { store, secrets, clock } = this.#options;
    return store.write(tx => takeRecord(secrets, tx.logins, 'handle', handle, new Date(clock.now())));
  }

  /** Puts a code for a person who has been proved, in the transaction of what was learnt of them. */
  async putCode(tx: Tx, record: CodeRecord): Promise<string> {
    const { secrets } = this.#options;
    const code = secrets.make();
    await tx.logins.put('code', hashOf(secrets, code), JSON.stringify(record), this.#in(codeLifetime));
    return code;
  }

  /** Step 4: code and verifier for a session. A code is gone after one attempt, also a wrong one. */
  async trade({ code, verifier }: SessionInput, origin: string | undefined): Promise<NewSession> {
    const { region, hubOrigin, store, clock, secrets, sessions } = this.#options;
    if (!panelOriginAllowed(region, hubOrigin, origin)) throw new Refused('origin_refused');
    const now = new Date(clock.now());
    const record = await store.write(tx => takeRecord(secrets, tx.logins, 'code', code, now));
    if (record === undefined || !secrets.equal(hashOf(secrets, verifier), record.challenge))
      throw new Refused('login_failed');
    // A page that shows the chat inside itself trades only what was begun there.
    if (origin !== hubOrigin && origin !== record.origin) throw new Refused('origin_refused');
    const { token, live } = await store.write(async tx => {
      if (record.sibling !== undefined) await requireRoot(tx, record.sibling.root);
      const created = await sessions.create(tx, {
        kind: 'resident',
        who: record.personKey,
        origin: record.origin,
        acr: record.acr,
        shared: record.shared,
        authTime: new Date(record.authTime),
        ...(record.sibling && {
          sibling: { root: record.sibling.root, absoluteUntil: new Date(record.sibling.absoluteUntil) },
        }),
        details: {},
      });
      await this.#audit(tx, record.personKey, record.sibling ? 'loginTab' : 'login');
      return created;
    });
    return { ...(await this.view(live)), token };
  }

  /**
   * An identity token for a session, once, in a page that the region lets be a client of its own. Refused with `token_refused` or
   * `token_expired`; `auth_time` is the path when the person logged in longer ago than a session may last.
   */
  async tradeToken({ token }: IdentityTokenInput, origin: string | undefined): Promise<NewSession> {
    const { region, store, clock, secrets, sessions, proveToken } = this.#options;
    if (origin === undefined || !isInPage(region, origin)) throw new Refused('origin_refused');
    const proved = await proveToken(token, origin);
    const now = new Date(clock.now());
    const used = hashOf(secrets, JSON.stringify([proved.issuer, proved.tokenId]));
    const traded = await store.write(async tx => {
      const wasUsed = (await tx.logins.take('token', used, now.toISOString())) !== undefined;
      const usedUntil = new Date(proved.usableUntil.getTime() + spareTime);
      await tx.logins.put('token', used, '', usedUntil.toISOString());
      if (wasUsed) return undefined;
      const personKey = await proved.know(tx);
      const created = await sessions.create(tx, {
        kind: 'resident',
        who: personKey,
        origin,
        acr: proved.acr,
        shared: false,
        authTime: proved.authTime,
        details: { issuer: proved.issuer },
      });
      if (created.live.absoluteUntil <= now) throw new Refused('token_expired', { path: 'auth_time' });
      await this.#audit(tx, personKey, 'loginToken');
      return created;
    });
    if (traded === undefined) throw new Refused('token_refused', { path: 'jti' });
    return { ...(await this.view(traded.live)), token: traded.token };
  }

  /** A one-time code for another tab of the same browser, bound to that tab's challenge. */
  async sibling(live: LiveSession, challenge: string): Promise<SiblingCode> {
    const { session, root, absoluteUntil } = live;
    const { origin, who, acr, authTime, shared } = session;
    const sibling = { root, absoluteUntil: absoluteUntil.toISOString() };
    const record = { challenge, origin, personKey: who, acr, authTime, shared, sibling };
    return { code: await this.#options.store.write(tx => this.putCode(tx, record)) };
  }

  /** What the panel may know of its session. */
  async view({ session, idleUntil, absoluteUntil }: LiveSession): Promise<SessionView> {
    const person = await this.#options.store.read(tx => tx.persons.get(session.who));
    return {
      person: { key: session.who, name: person?.name ?? '' },
      idleUntil: idleUntil.toISOString(),
      absoluteUntil: absoluteUntil.toISOString(),
      warnSeconds: this.#options.region.session.warn * 60,
      shared: session.shared,
    };
  }

  /** Ends the session and those of its other tabs, and answers where to log out at the provider, if that can be had. */
  async logout(live: LiveSession): Promise<string | undefined> {
    const { hubOrigin, region, sessions, providerLogout } = this.#options;
    await sessions.revoke(live, 'logout', tx => this.#audit(tx, live.session.who, 'logout'));
    const { origin, details } = live.session;
    // Whoever came with a token has logged in elsewhere, and logs out there.
    if (tokenSession.safeParse(JSON.parse(details)).success) return undefined;
    const page = origin === hubOrigin ? `${hubOrigin}/r/${region.id}/` : `${origin}/`;
    return providerLogout(page).catch(() => undefined);
  }

  #in(ms: number): string {
    return new Date(this.#options.clock.now() + ms).toISOString();
  }

  async #audit(tx: Tx, key: string, act: string): Promise<void> {
    const at = new Date(this.#options.clock.now()).toISOString();
    await tx.audit.add({ at, actorKind: 'resident', actor: key, act, personKey: key, ground: 'self' });
  }
}

async function requireRoot(tx: Tx, root: string): Promise<void> {
  const first = await tx.sessions.get(root);
  if (first === undefined || first.revokedAt !== undefined) throw new Refused('login_failed');
}
