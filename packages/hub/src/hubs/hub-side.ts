import { type Answer, type Audience, limits, refuse, type SetTyping } from '@nara/contract';
import type { HubGroups } from '@nara/signalr/hub';
import type { Actor } from '../cases/actor.ts';
import type { VerbDeps } from '../cases/verb-deps.ts';
import type { SessionActivity } from '../identity/caller.ts';
import { setTyping } from '../messages/set-typing.ts';
import { CaseWatchers } from './case-watchers.ts';
import { guardCall } from './guard-call.ts';
import type { HubLog, HubsOptions } from './hubs-options.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

/** What a hub method is told of the connection that called. */
export interface Call<User> {
  readonly connectionId: string;
  readonly user: User;
  readonly groups: HubGroups;
  /** Aborted when the connection is over. A call under way goes on, and what it subscribed to then would never be taken away. */
  readonly signal: AbortSignal;
}

/** What a call is, to the session's clock and to the limits. */
export type CallKind =
  /** A command: the person's own input. */
  | 'command'
  /** A reading that clients also repeat by themselves. */
  | 'read'
  /** A mark, which clients send by themselves. */
  | 'mark'
  /** A notice of typing: the person's own input. */
  | 'typing';

/** One of the two hubs of a region from inside: who watches what, what is counted. */
export class HubSide<User extends { readonly sessionHash: string }> {
  readonly audience: Audience;
  readonly deps: VerbDeps;
  readonly watchers = new CaseWatchers();
  readonly actorOf: (user: User) => Actor;
  readonly log: HubLog;
  readonly #writing = new Map<string, Set<string>>();
  readonly #activity: SessionActivity;
  readonly #limits: Readonly<Record<CallKind, RateLimit>>;
  /** The warning that a connection missed: it comes when the session is about to end. */
  readonly endingOf = (user: User) => this.#activity.ending(user.sessionHash);

  constructor(
    audience: Audience,
    deps: VerbDeps,
    { log, activity, clock, commandsPerMinute = limits.commandsPerMinute }: HubsOptions,
    actorOf: (user: User) => Actor,
  ) {
    this.audience = audience;
    this.deps = deps;
    this.actorOf = actorOf;
    this.log = log;
    this.#activity = activity;
    this.#limits = {
      command: createRateLimit(commandsPerMinute, clock),
      read: createRateLimit(commandsPerMinute, clock),
      mark: createRateLimit(commandsPerMinute * 2, clock),
      typing: createRateLimit(limits.typingPerMinute, clock),
    };
  }

  /** The group of the connections that have a case open. */
  readonly groupOf = (caseId: string): string => `case:${caseId}:${this.audience}`;

  /** Remembers who is writing, so that a connection that goes away has stopped. */
  noteTyping({ connectionId }: Call<User>, { caseId, typing }: SetTyping): void {
    const writing = this.#writing.get(connectionId) ?? new Set();
    if (typing) writing.add(caseId);
    else writing.delete(caseId);
    if (writing.size > 0) this.#writing.set(connectionId, writing);
    else this.#writing.delete(connectionId);
  }

  /** The connection leaves a case: who was writing there has stopped. */
  stopWriting(call: Pick<Call<User>, 'connectionId' | 'user'>, caseId: string): void {
    if (this.#writing.get(call.connectionId)?.delete(caseId) !== true) return;
    setTyping(this.deps, this.actorOf(call.user), { caseId, typing: false }, call.connectionId);
  }

  /** The connection is over. */
  forget(call: Pick<Call<User>, 'connectionId' | 'user'>): void {
    const { connectionId } = call;
    for (const caseId of [...(this.#writing.get(connectionId) ?? [])]) this.stopWriting(call, caseId);
    this.#writing.delete(connectionId);
    this.watchers.drop(connectionId);
  }

  /** Counts the call, slides the session if it is the person's own input, runs the verb and turns faults into answers. */
  run<T>(
    kind: CallKind,
    method: string,
    { user }: Call<User>,
    verb: () => Promise<Answer<T>> | Answer<T>,
  ): Promise<Answer<T>> {
    if (kind === 'command' || kind === 'typing') this.#activity.touched(user.sessionHash);
    if (!this.#limits[kind].admit(user.sessionHash)) return Promise.resolve(refuse('too_many'));
    return guardCall(this.log, `${this.audience}.${method}`, verb);
  }
}
