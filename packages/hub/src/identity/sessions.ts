import type { Audience, SessionEndReason } from '@nara/contract';
import * as z from 'zod/mini';
import type { Clock } from '../clock.ts';
import type { SessionConfig } from '../regions/region-facts.ts';
import type { Session, Store, Tx } from '../store/port.ts';
import type { SessionActivity } from './caller.ts';
import type { Secrets } from './secrets.ts';

/** Reaches the connections of a session; a hub that has none does nothing. */
export interface SessionSockets {
  /** Tells them that the session ends then unless the person does something. */
  ending(sessionHash: string, at: Date, seconds: number): void;
  /** Tells them why the session is over and ends them, and what negotiate handed out and nobody has opened. */
  end(sessionHash: string, reason: SessionEndReason): void;
}

/** What a new session is of. */
export interface NewSessionInput {
  readonly kind: Audience;
  readonly who: string;
  readonly origin: string;
  readonly acr: string;
  readonly shared: boolean;
  readonly authTime: Date;
  /** Another tab of the same login: it lasts no longer, and they end together. */
  readonly sibling?: { readonly root: string; readonly absoluteUntil: Date };
  /** Kept with the session; an object that JSON can carry. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A session that is good now. */
export interface LiveSession {
  readonly session: Session;
  /** The session's login: siblings have the same. */
  readonly root: string;
  /** Also what has not been written yet. */
  readonly idleUntil: Date;
  readonly absoluteUntil: Date;
}

/** What a region's sessions are made of. */
export interface SessionsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules: SessionConfig;
  readonly secrets: Secrets;
  /** Hears of a slide that could not be written. */
  failed(error: unknown): void;
}

/** What this process knows of a session in use. */
interface Known {
  readonly root: string;
  readonly idleMs: number;
  readonly absoluteUntil: number;
  idleUntil: number;
  written: number;
  warned: number | undefined;
  stop: () => void;
}

const minute = 60_000;
/** A connection that was opened just before its session ended may still be in its handshake: it is ended when that is over. */
const sweeps = [1_000, 5_000, 16_000];
const rootOf = z.object({ root: z.optional(z.string()) });

/**
 * The sessions of one region. The row slides with the person's own input; this process holds the newest end and writes it at
 * most once a minute, so that a crash may shorten a session by a minute and never lengthens it.
 */
export class Sessions implements SessionActivity {
  readonly #options: SessionsOptions;
  readonly #known = new Map<string, Known>();
  #sockets: SessionSockets | undefined;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Names the connections that endings are told to. */
  attach(sockets: SessionSockets): void {
    this.#sockets = sockets;
  }

  /** Stores a session in the caller's transaction; the token is told here and nowhere else. */
  async create(
    tx: Tx,
    input: NewSessionInput,
  ): Promise<{ readonly token: string; readonly live: LiveSession }> {
    const { clock, rules, secrets } = this.#options;
    const token = secrets.make();
    const hash = secrets.sha256(token, 'base64url');
    const limits = input.shared ? rules.shared : rules;
    const absoluteUntil =
      input.sibling?.absoluteUntil ?? new Date(input.authTime.getTime() + limits.absolute * minute);
    const idleUntil = new Date(Math.min(clock.now() + limits.idle * minute, absoluteUntil.getTime()));
    const root = input.sibling?.root ?? hash;
    const session: Session = {
      hash,
      kind: input.kind,
      who: input.who,
      origin: input.origin,
      acr: input.acr,
      shared: input.shared,
      authTime: input.authTime.toISOString(),
      idleUntil: idleUntil.toISOString(),
      absoluteUntil: absoluteUntil.toISOString(),
      details: JSON.stringify({ ...input.details, root }),
    };
    await tx.sessions.add(session);
    return { token, live: { session, root, idleUntil, absoluteUntil } };
  }

  /** The session of a token, if it is good now. */
  findByToken(token: string, kind: Audience): Promise<LiveSession | undefined> {
    return this.find(this.#options.secrets.sha256(token, 'base64url'), kind);
  }

  /** The session of a hash, if it is good now. */
  async find(hash: string, kind: Audience): Promise<LiveSession | undefined> {
    const { session, root } = await this.#options.store.read(async tx => {
      const found = await tx.sessions.get(hash);
      if (found === undefined) return {};
      const name = rootOf.parse(JSON.parse(found.details)).root ?? hash;
      const first = name === hash ? found : await tx.sessions.get(name);
      return first === undefined || first.revokedAt !== undefined ? {} : { session: found, root: name };
    });
    if (session === undefined || session.kind !== kind || session.revokedAt !== undefined) return undefined;
    const absoluteUntil = Date.parse(session.absoluteUntil);
    const idleUntil = Math.max(Date.parse(session.idleUntil), this.#known.get(hash)?.idleUntil ?? 0);
    if (this.#options.clock.now() >= Math.min(idleUntil, absoluteUntil)) return undefined;
    this.#know(session, root, idleUntil, absoluteUntil);
    return { session, root, idleUntil: new Date(idleUntil), absoluteUntil: new Date(absoluteUntil) };
  }

  /** Whether this process has seen the session good; for counting requests, not for letting anyone in. */
  isKnown(hash: string): boolean {
    return this.#known.has(hash);
  }

  touched(sessionHash: string): void {
    const now = this.#options.clock.now();
    const known = this.#known.get(sessionHash);
    if (known === undefined || now >= known.idleUntil) return;
    known.idleUntil = Math.min(now + known.idleMs, known.absoluteUntil);
    if (known.idleUntil - known.written >= minute)
      this.#write(sessionHash, known).catch(this.#options.failed);
  }

  /** The person asks for more time: written at once. Undefined when the session is over. */
  async extend(hash: string, kind: Audience): Promise<LiveSession | undefined> {
    const live = await this.find(hash, kind);
    const known = this.#known.get(hash);
    if (live === undefined || known === undefined) return undefined;
    this.touched(hash);
    await this.#write(hash, known);
    return { ...live, idleUntil: new Date(known.idleUntil) };
  }

  /**
   * Revokes the session and those of the same login, for good, before it returns; then their connections end. Answers what `also`
   * does in the same transaction.
   */
  async revoke<T>(live: LiveSession, reason: SessionEndReason, also: (tx: Tx) => Promise<T>): Promise<T> {
    const { store, clock } = this.#options;
    const at = new Date(clock.now()).toISOString();
    const value = await store.write(async tx => {
      for (const hash of new Set([live.session.hash, live.root])) await tx.sessions.revoke(hash, at);
      return also(tx);
    });
    const ended = [...this.#known].filter(([, { root }]) => root === live.root).map(([hash]) => hash);
    for (const hash of new Set([...ended, live.session.hash])) this.#end(hash, reason);
    return value;
  }

  /** Writes what has not been written yet. */
  async flush(): Promise<void> {
    const late = [...this.#known].filter(([, known]) => known.idleUntil > known.written);
    await Promise.all(late.map(([hash, known]) => this.#write(hash, known)));
  }

  /** Forgets everything and stops the timers; no connection is told. */
  stop(): void {
    for (const { stop } of this.#known.values()) stop();
    this.#known.clear();
  }

  async #write(hash: string, known: Known): Promise<void> {
    const before = known.written;
    const idleUntil = known.idleUntil;
    known.written = idleUntil;
    try {
      await this.#options.store.write(tx => tx.sessions.slide(hash, new Date(idleUntil).toISOString()));
    } catch (error) {
      known.written = before;
      throw error;
    }
  }

  #know(session: Session, root: string, idleUntil: number, absoluteUntil: number): void {
    if (this.#known.has(session.hash)) return;
    const { rules } = this.#options;
    const known: Known = {
      root,
      idleMs: (session.shared ? rules.shared.idle : rules.idle) * minute,
      absoluteUntil,
      idleUntil,
      written: idleUntil,
      warned: undefined,
      stop: () => {},
    };
    this.#known.set(session.hash, known);
    this.#wake(session.hash, known);
  }

  /** Sleeps till the session's next instant: the warning, or its end. Input in between only moves that instant. */
  #wake(hash: string, known: Known): void {
    const { clock, rules } = this.#options;
    const end = Math.min(known.idleUntil, known.absoluteUntil);
    const warning = known.idleUntil - rules.warn * minute;
    const extendable = known.idleUntil < known.absoluteUntil;
    if (clock.now() >= end) {
      this.#end(hash, known.idleUntil < known.absoluteUntil ? 'idle' : 'absolute');
      return;
    }
    if (extendable && clock.now() >= warning && known.warned !== known.idleUntil) {
      known.warned = known.idleUntil;
      this.#sockets?.ending(
        hash,
        new Date(known.idleUntil),
        Math.round((known.idleUntil - clock.now()) / 1000),
      );
    }
    const next = extendable && known.warned !== known.idleUntil ? Math.min(warning, end) : end;
    known.stop = clock.after(next - clock.now(), () => this.#wake(hash, known));
  }

  /** See {@link SessionActivity}. */
  ending(hash: string): { readonly at: string; readonly seconds: number } | undefined {
    const known = this.#known.get(hash);
    if (known === undefined || known.warned !== known.idleUntil) return undefined;
    const seconds = Math.round((known.idleUntil - this.#options.clock.now()) / 1000);
    return { at: new Date(known.idleUntil).toISOString(), seconds };
  }

  #end(hash: string, reason: SessionEndReason): void {
    this.#known.get(hash)?.stop();
    this.#known.delete(hash);
    this.#sockets?.end(hash, reason);
    for (const ms of sweeps) this.#options.clock.after(ms, () => this.#sockets?.end(hash, reason));
  }
}
