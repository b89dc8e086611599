import type { Answer, Audience, FeedbackAnswer, Instant, Locale } from '@nara/contract';
import type { CaseState, DomainEvent, Take } from '@nara/rules';

/**
 * One region's store. Writes pass one queue and are committed together, one commit a turn of the event loop; `write`
 * resolves after the commit has reached the disk, in the order the writes were asked for. A write that throws is undone
 * alone. When the commit fails every write in it rejects with a `StoreError` `store_unavailable`.
 */
export interface Store {
  /** Changes with a restore, so that clients ahead of it know (ARCHITECTURE, heads). */
  readonly epoch: string;
  /** Runs one write; it awaits nothing but its own reads and writes in `tx`, and may be run again after it was undone. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs reads that see one consistent state, on a connection of their own. */
  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T>;
  /** Rejects when the store cannot commit now. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** What a read may do. */
export interface ReadTx {
  readonly cases: CaseReads;
  readonly persons: PersonReads;
  readonly listing: ListingReads;
  readonly sessions: SessionReads;
  readonly audit: AuditReads;
  readonly dueWork: DueWorkReads;
  readonly feedback: FeedbackReads;
}

/** What a write may do besides. */
export interface Tx extends ReadTx {
  readonly cases: CaseReads & CaseWrites;
  readonly commands: Commands;
  readonly persons: PersonReads & PersonWrites;
  readonly listing: ListingReads & ListingWrites;
  readonly sessions: SessionReads & SessionWrites;
  readonly logins: Logins;
  readonly audit: AuditReads & AuditWrites;
  readonly dueWork: DueWorkReads & DueWorkWrites;
  readonly feedback: FeedbackReads & FeedbackWrites;
}

/** Whose cases a caller may see: their own, or those of the units and registers their commission covers. The hub itself sees all. */
export type Visibility =
  | { readonly side: 'resident'; readonly personKey: string }
  | { readonly side: 'staff'; readonly unitIds: readonly string[]; readonly registers: readonly string[] }
  | { readonly side: 'system' };

/** One event as stored: its domain form and its number for each audience that may see it. */
export interface StoredEvent {
  readonly event: DomainEvent;
  readonly n: { readonly [A in Audience]?: number };
}

/** Cases as `visibleTo` allows: what a caller may not see is not there. */
export interface CaseReads {
  /** The case's state, or undefined if there is none or the caller may not see it. */
  get(caseId: string, visibleTo: Visibility): Promise<CaseState | undefined>;
  /** Events above `n` for one audience, in order, at most `limit`. */
  eventsSince(caseId: string, audience: Audience, n: number, limit: number): Promise<readonly StoredEvent[]>;
  /** The last `limit` events below `n` for one audience, in order. */
  eventsBefore(caseId: string, audience: Audience, n: number, limit: number): Promise<readonly StoredEvent[]>;
  /** Cases the caller may see, newest first; open ones always, closed ones at most `closedLimit`. */
  list(visibleTo: Visibility, closedLimit: number): Promise<readonly CaseState[]>;
  /** Queued cases of a unit in queue order. */
  queueOf(unitId: string): Promise<readonly CaseState[]>;
  /** The unit's takes since an instant, from which the expected wait is reckoned. */
  takesOf(unitId: string, since: Instant): Promise<readonly Take[]>;
}

export interface CaseWrites {
  /**
   * Stores a new case or the case's next state, with the events that led to it, numbered for each audience. Told the state
   * before, it need not write again what has not changed.
   */
  save(state: CaseState, events: readonly DomainEvent[], before?: CaseState): Promise<readonly StoredEvent[]>;
  /** The next case number of the day's month, for a reference such as `2611-0387`. */
  nextReference(at: Instant): Promise<string>;
}

/** Rule 2: a command known by author and id answers what it answered. */
export interface Commands {
  find(
    author: string,
    commandId: string,
  ): Promise<{ readonly inputHash: string; readonly answer: Answer<unknown> } | undefined>;
  /** The highest id of any author that is a UUID of version 7. */
  highestTimedId(): Promise<string | undefined>;
  add(
    author: string,
    commandId: string,
    inputHash: string,
    answer: Answer<unknown>,
    at: Instant,
  ): Promise<void>;
}

/** A person: the key is HMAC-SHA-256 of the region's pepper and the canonical number; the number itself is AES-256-GCM. */
export interface Person {
  readonly key: string;
  readonly name: string;
  readonly birthDate: string;
  readonly identitySealed: string;
  readonly sealKeyId: string;
}

export interface PersonReads {
  get(key: string): Promise<Person | undefined>;
}
export interface PersonWrites {
  put(person: Person, at: Instant): Promise<void>;
}

/** The listing register: person key -> unit, in versions that replace each other whole. */
export interface ListingReads {
  unitOf(personKey: string): Promise<string | undefined>;
  version(): Promise<string | undefined>;
}
export interface ListingWrites {
  replace(
    version: string,
    rows: Iterable<{ readonly personKey: string; readonly unitId: string }>,
    at: Instant,
  ): Promise<void>;
}

/** A session, by the SHA-256 of its token. `who` is a person key (resident) or staff id. */
export interface Session {
  readonly hash: string;
  readonly kind: Audience;
  readonly who: string;
  readonly origin: string;
  readonly acr: string;
  readonly shared: boolean;
  readonly authTime: Instant;
  readonly idleUntil: Instant;
  readonly absoluteUntil: Instant;
  readonly revokedAt?: Instant;
  /** Staff: the commission chosen at login and who the member of staff is. Residents: the provider's logout hint. JSON. */
  readonly details: string;
}

export interface SessionReads {
  get(hash: string): Promise<Session | undefined>;
}
export interface SessionWrites {
  add(session: Session): Promise<void>;
  slide(hash: string, idleUntil: Instant): Promise<void>;
  revoke(hash: string, at: Instant): Promise<void>;
  /** Removes sessions whose absolute end is past. */
  removeEnded(now: Instant): Promise<void>;
}

/** What a login leaves: handles, states and codes between its steps, and identity tokens that were used. */
export type LoginKind = 'handle' | 'state' | 'code' | 'token';

/** What logins leave. Each is taken once: `take` removes it, expired ones are not found. */
export interface Logins {
  put(kind: LoginKind, keyHash: string, data: string, expiresAt: Instant): Promise<void>;
  take(kind: LoginKind, keyHash: string, now: Instant): Promise<string | undefined>;
  /** Removes all that has expired. */
  removeExpired(now: Instant): Promise<void>;
}

/** Who saw or did what, for which person, when, on which ground. Never what was written. */
export interface AuditRow {
  readonly at: Instant;
  readonly actorKind: Audience | 'system';
  readonly actor: string;
  readonly act: string;
  readonly caseId?: string;
  readonly personKey?: string;
  readonly unitId?: string;
  readonly ground: string;
}

export interface AuditReads {
  /** Newest first. A case's rows are those that carry its person too. */
  list(
    filter: { readonly caseId?: string; readonly personKey?: string },
    limit: number,
  ): Promise<readonly AuditRow[]>;
}
export interface AuditWrites {
  add(row: AuditRow): Promise<void>;
}

/** What due work can be: a handler who has been away too long (the key is the case), something to tell a region's webhook. */
export type WorkKind = 'handlerAway' | 'webhook';

/** Something to be done at an instant, late rather than never. */
export interface DueWork {
  readonly kind: WorkKind;
  /** One of its kind. For what is sent, also the idempotency key: the same over all attempts. */
  readonly key: string;
  /** Work of one kind and line is done in the order it was put, one after another. */
  readonly line?: string;
  readonly due: Instant;
  /** An object that JSON can carry: ids and codes. */
  readonly body: unknown;
}

/** Work that somebody has taken on. It is theirs until the lease ends, or for as long as nobody claims it after that. */
export interface ClaimedWork extends Omit<DueWork, 'line' | 'due'> {
  readonly id: number;
  /** How many times it has been claimed, this one counted. */
  readonly attempts: number;
}

export interface DueWorkReads {
  has(kind: WorkKind, key: string): Promise<boolean>;
  /** When the next work of a kind is due; may be past. Undefined when there is none. */
  nextAt(kind: WorkKind): Promise<Instant | undefined>;
  /** How much was set aside, by kind; kinds with none are left out. */
  setAsideCounts(): Promise<readonly { readonly kind: WorkKind; readonly count: number }[]>;
}

export interface DueWorkWrites {
  /** Puts work with no attempts; what was there under its kind and key is gone, and so is any claim on that. */
  put(work: DueWork): Promise<void>;
  /** Removes work, if it is there. */
  withdraw(kind: WorkKind, key: string): Promise<void>;
  /** Takes on what is due, first due first, at most `limit`. Nobody else gets it before `leaseUntil`, when it is due again. */
  claim(
    kind: WorkKind,
    options: { readonly now: Instant; readonly leaseUntil: Instant; readonly limit: number },
  ): Promise<readonly ClaimedWork[]>;
  /** Removes claimed work. False, and nothing happens, when it is the claimer's no more. */
  done(work: ClaimedWork): Promise<boolean>;
  /** Gives claimed work back, due again at an instant. Does nothing when it is the claimer's no more. */
  retry(work: ClaimedWork, due: Instant): Promise<void>;
  /** Keeps claimed work without trying it again; what stands behind it in its line goes on. */
  setAside(work: ClaimedWork, at: Instant): Promise<void>;
}

/** What a reader answered about a page, and no more: `day` (`2026-11-24`) is the region's, `id` the page's own for this answer. */
export interface PageFeedback {
  readonly id: string;
  readonly day: string;
  readonly page: string;
  readonly answer: FeedbackAnswer;
  readonly language: Locale;
  readonly comment?: string;
}

/** How often one answer was given about one page. */
export interface AnswerCount {
  readonly page: string;
  readonly answer: FeedbackAnswer;
  readonly count: number;
}

export interface FeedbackReads {
  /** Answers since a day, or all, by page. */
  counts(since?: string): Promise<readonly AnswerCount[]>;
  /** Those with a comment since a day, or all, by day. */
  comments(since?: string): Promise<readonly Required<Omit<PageFeedback, 'id'>>[]>;
}
export interface FeedbackWrites {
  /** Stores an answer. One that is there under the id gets the new answer and, if there is one, the comment; it keeps its page and day. */
  put(feedback: PageFeedback): Promise<void>;
  /** Removes the comments of days before one; the answers stay. */
  removeComments(before: string): Promise<void>;
}

/** A fault of the store; `code` is one of the contract's. */
export class StoreError extends Error {
  readonly code = 'store_unavailable';
}
