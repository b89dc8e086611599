import {
  type CaseEvent,
  type CaseInput,
  type CaseSnapshot,
  type EventsAnswer,
  type EventsSince,
  type History,
  type HistoryAnswer,
  limits,
} from '@nara/contract';
import { retryDelay } from '../connection/retry-delay.ts';
import { naraError } from '../errors/failures.ts';
import { NaraError } from '../errors/nara-error.ts';
import type { World } from '../world/world.ts';
import { keepEarlier, withEarlier } from './entries-window.ts';
import { foldEvent } from './fold-event.ts';

/** The hub methods that reading a case needs. */
export interface CaseReading {
  openCase(input: CaseInput): Promise<CaseSnapshot>;
  leaveCase(input: CaseInput): Promise<unknown>;
  eventsSince(input: EventsSince): Promise<EventsAnswer>;
  history(input: History): Promise<HistoryAnswer>;
}

/** What a feed knows. `error` is a refusal that is not about the connection. */
export interface FeedState {
  readonly status: 'loading' | 'ready' | 'gone';
  readonly snapshot?: CaseSnapshot;
  readonly error?: NaraError;
}

/** Keeps one case in step with the hub: join, buffer, read, drop what the snapshot has, fill gaps (ARCHITECTURE, rule 3). */
export interface CaseFeed {
  readonly state: FeedState;
  /** Somebody wants the case. */
  follow(): void;
  /** Nobody wants it any more: it is forgotten, and left if there is a connection. */
  leave(): void;
  /** There is a (new) connection: join again and read what was missed. */
  online(): void;
  offline(): void;
  /** Events came, in any order and any number of times. */
  receive(events: readonly CaseEvent[]): void;
  /** The hub says how far the case has come; another epoch means reading it anew. */
  head(n: number, epoch?: string): void;
  /**
   * Puts older entries before those of the snapshot; answers whether there are still older ones. Calls that meet share one request.
   * Rejects with `unreachable` without a connection or a snapshot.
   */
  loadMore(): Promise<boolean>;
  /** Replaces a value that is no event. */
  patch(change: (snapshot: CaseSnapshot) => CaseSnapshot): void;
}

/** What a feed is made of. */
export interface CaseFeedParts {
  readonly caseId: string;
  readonly reading: CaseReading;
  readonly world: Pick<World, 'after' | 'random'>;
  readonly changed: (state: FeedState) => void;
}

/** Makes a feed that follows nothing yet. */
export function createCaseFeed({ caseId, reading, world, changed }: CaseFeedParts): CaseFeed {
  let state: FeedState = { status: 'loading' };
  let following = false;
  let connected = false;
  let need: 'join' | 'since' | undefined;
  let running = false;
  /** Between joining and the snapshot's arrival events are only kept: which of them it holds is not known yet. */
  let joining = false;
  let failures = 0;
  /** The highest head that the hub has told of the case. */
  let told = 0;
  /** Counts connections and followings: an answer from an earlier one is not for us. */
  let turn = 0;
  let cancelRetry: (() => void) | undefined;
  let loading: Promise<boolean> | undefined;
  const buffer = new Map<number, CaseEvent>();

  function set(next: FeedState): void {
    state = next;
    changed(state);
  }

  function drain(from: CaseSnapshot): CaseSnapshot {
    let snapshot = from;
    for (let event = buffer.get(snapshot.n + 1); event !== undefined; event = buffer.get(snapshot.n + 1)) {
      snapshot = foldEvent(snapshot, event);
    }
    for (const n of buffer.keys()) if (n <= snapshot.n) buffer.delete(n);
    return snapshot;
  }

  function want(what: 'join' | 'since'): void {
    if (need !== 'join') need = what;
    void run();
  }

  async function run(): Promise<void> {
    if (running || cancelRetry !== undefined) return;
    running = true;
    try {
      while (following && connected && need !== undefined && cancelRetry === undefined) await step();
    } finally {
      running = false;
    }
  }

  async function step(): Promise<void> {
    const mine = turn;
    const { snapshot } = state;
    const first = need === 'join' || snapshot === undefined;
    need = undefined;
    // A snapshot that was read meanwhile may hold it all.
    if (!first && buffer.size === 0 && told <= snapshot.n) return;
    joining = first;
    try {
      if (first) {
        const read = await reading.openCase({ caseId });
        if (mine === turn) joined(read);
      } else {
        const answer = await reading.eventsSince({ caseId, n: snapshot.n });
        if (mine === turn) caughtUp(snapshot.n, answer);
      }
      failures = 0;
    } catch (error) {
      if (mine === turn) failed(error, first ? 'join' : 'since');
    } finally {
      joining = false;
    }
  }

  function joined(read: CaseSnapshot): void {
    if (state.snapshot !== undefined && state.snapshot.epoch !== read.epoch) told = 0;
    set({ status: 'ready', snapshot: drain(keepEarlier(state.snapshot, read)) });
    if (buffer.size > 0) need ??= 'since';
  }

  function caughtUp(from: number, answer: EventsAnswer): void {
    if (answer.reset) {
      need = 'join';
      return;
    }
    for (const event of answer.events) buffer.set(event.n, event);
    const { snapshot } = state;
    if (snapshot === undefined) return;
    const next = drain(snapshot);
    set({ status: 'ready', snapshot: next });
    if (next.n > from) {
      told = Math.max(told, answer.n);
      if (buffer.size > 0 || told > next.n) need ??= 'since';
    } else {
      told = next.n;
      buffer.clear();
    }
  }

  function failed(error: unknown, again: 'join' | 'since'): void {
    const known = error instanceof NaraError ? error : naraError('internal', {}, error);
    if (known.code === 'not_found') {
      buffer.clear();
      set({ status: 'gone' });
      return;
    }
    if (known.code !== 'unreachable') set({ ...state, error: known });
    if (!known.retryable) return;
    need = need === 'join' ? need : again;
    // A lost connection is mended by the next `online`, anything else by time.
    cancelRetry = world.after(retryDelay(failures, world.random()), () => {
      cancelRetry = undefined;
      void run();
    });
    failures += 1;
  }

  async function loadPage(): Promise<boolean> {
    const { snapshot } = state;
    if (snapshot?.earlier === false) return false;
    const before = snapshot?.entries[0]?.n;
    if (before === undefined || !connected) throw naraError('unreachable');
    const answer = await reading.history({ caseId, before, limit: limits.historyPage });
    const now = state.snapshot;
    if (now === undefined) throw naraError('unreachable');
    if (answer.epoch !== now.epoch) {
      want('join');
      throw naraError('unreachable');
    }
    const next = withEarlier(now, before, answer);
    if (next !== now) set({ ...state, snapshot: next });
    return next.earlier;
  }

  function rest(): void {
    turn += 1;
    cancelRetry?.();
    cancelRetry = undefined;
    failures = 0;
    buffer.clear();
  }

  return {
    get state() {
      return state;
    },
    follow() {
      if (following) return;
      following = true;
      want('join');
    },
    leave() {
      if (!following) return;
      following = false;
      need = undefined;
      told = 0;
      rest();
      if (connected && state.status !== 'gone') reading.leaveCase({ caseId }).catch(() => {});
      set({ status: 'loading' });
    },
    online() {
      connected = true;
      rest();
      if (following) want('join');
    },
    offline() {
      connected = false;
      rest();
    },
    receive(events) {
      if (!following || state.status === 'gone') return;
      for (const event of events) buffer.set(event.n, event);
      const { snapshot } = state;
      if (snapshot === undefined || joining) return;
      const next = drain(snapshot);
      if (next !== snapshot) set({ status: state.status, snapshot: next });
      if (buffer.size > 0) want('since');
    },
    head(n, epoch) {
      const { snapshot } = state;
      if (!following || snapshot === undefined) return;
      if (epoch !== undefined && epoch !== snapshot.epoch) want('join');
      else if (n > snapshot.n) {
        told = Math.max(told, n);
        want('since');
      }
    },
    loadMore() {
      loading ??= loadPage().finally(() => {
        loading = undefined;
      });
      return loading;
    },
    patch(change) {
      const { snapshot } = state;
      if (snapshot !== undefined) set({ ...state, snapshot: change(snapshot) });
    },
  };
}
