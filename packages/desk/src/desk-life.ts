import type { DeskView, Instant } from '@nara/contract';
import { type ConnectionState, createStaffClient, type Loadable, type StaffClient } from '@nara/sdk/staff';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { CaseActs } from './case-acts.ts';
import { CaseDrafts } from './case-drafts.ts';
import type { LoginReason } from './desk-login.ts';
import { type DeskPhase, phaseAfter, phaseOfFailure, phaseOfSession } from './desk-session.ts';
import { type DeskState, emptyDesk, newInQueue, receiveList } from './desk-state.ts';
import { FollowRef } from './follow-ref.ts';
import { storageOf } from './page-storage.ts';

/**
 * What happens to a desk from outside: who is logged in, how the connection stands, the work list as it comes, the session's end.
 * Redraws its host on each change. `newCases` is called with how many cases have come to the queue.
 */
export class DeskLife implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #newCases: (count: number) => void;
  readonly #connection: FollowRef<ConnectionState>;
  readonly #desk: FollowRef<Loadable<DeskView>>;
  readonly #ending: FollowRef<{ readonly at: Instant } | undefined>;
  readonly drafts = new CaseDrafts();
  readonly acts: CaseActs;
  #client: StaffClient | undefined;
  #phase: DeskPhase = { kind: 'asking' };
  #state: DeskState = emptyDesk;
  #skew = 0;

  constructor(host: ReactiveControllerHost, newCases: (count: number) => void) {
    this.#host = host;
    this.#newCases = newCases;
    this.acts = new CaseActs(
      caseId => this.client.case(caseId),
      () => host.requestUpdate(),
    );
    this.#connection = new FollowRef(host, () => this.#heard());
    this.#desk = new FollowRef(host, loaded => this.#heardDesk(loaded));
    this.#ending = new FollowRef(host);
    host.addController(this);
  }

  /** The controllers it is made of connect by themselves. */
  hostConnected(): void {}

  /** The client it was started with. */
  get client(): StaffClient {
    if (this.#client === undefined) throw new TypeError('client: the desk has not been started');
    return this.#client;
  }

  get phase(): DeskPhase {
    return this.#phase;
  }

  get connection(): ConnectionState {
    return this.#connection.value ?? { state: 'idle' };
  }

  get desk(): Loadable<DeskView> {
    return this.#desk.value ?? { status: 'idle' };
  }

  /** When the session ends unless the reader stays, by this device's clock; undefined while that is far. */
  get endsAt(): Instant | undefined {
    return this.#ending.value?.at;
  }

  get state(): DeskState {
    return this.#state;
  }

  set state(state: DeskState) {
    this.#state = state;
    this.#host.requestUpdate();
  }

  /** Now, by the hub's clock as far as the last work list told it. */
  now(): Instant {
    return new Date(Date.now() + this.#skew).toISOString();
  }

  /** Asks who is logged in, and follows the desk if it is somebody. */
  async start(region: string, client: StaffClient | undefined, reason: LoginReason): Promise<void> {
    this.#client =
      client ??
      this.#client ??
      createStaffClient({ hub: location.origin, region, storage: storageOf('sessionStorage') });
    this.#turn({ kind: 'asking' });
    try {
      const session = await this.#client.readSession();
      this.#turn(phaseOfSession(session, reason));
      if (session === undefined) return;
      this.drafts.restore(storageOf('sessionStorage'), session.staff.id);
      this.#connection.follow(this.#client.connection);
      this.#ending.follow(this.#client.sessionEnding);
      this.#desk.follow(this.#client.desk);
    } catch (error) {
      this.#turn(phaseOfFailure(error));
    }
  }

  /** Connects now, and reads the work list anew if that is what failed. */
  again(): void {
    this.client.retryNow();
    if (this.desk.status !== 'error') return;
    this.#desk.follow(undefined);
    this.#desk.follow(this.client.desk);
  }

  /** Logs out; answers where to log out at the provider, if that can be had. Rejects when the hub did not hear it. */
  async logout(): Promise<string | undefined> {
    const { providerLogout } = await this.client.logout();
    this.drafts.clear();
    this.#leave({ kind: 'away', reason: 'logout' });
    return providerLogout;
  }

  /** Puts the drafts aside for the way through a new login. */
  stash(): void {
    if (this.#state.staffId !== undefined)
      this.drafts.stash(storageOf('sessionStorage'), this.#state.staffId);
  }

  #heardDesk({ value }: Loadable<DeskView>): void {
    if (value !== undefined && value.workList !== this.#state.list) {
      this.#skew = Date.parse(value.workList.at) - Date.now();
      const found = newInQueue(this.#state.list, value.workList).length;
      this.#state = receiveList(this.#state, value.workList, value.staff);
      if (found > 0) this.#newCases(found);
    }
    this.#heard();
  }

  #heard(): void {
    const next = phaseAfter(this.connection, this.desk);
    if (next !== undefined && this.#phase.kind === 'in') this.#leave(next);
  }

  #leave(phase: DeskPhase): void {
    this.#state = { ...emptyDesk, staffId: this.#state.staffId };
    this.#desk.follow(undefined);
    this.#connection.follow(undefined);
    this.#ending.follow(undefined);
    this.#turn(phase);
  }

  #turn(phase: DeskPhase): void {
    this.#phase = phase;
    this.#host.requestUpdate();
  }
}
