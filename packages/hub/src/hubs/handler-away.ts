import { returnToQueue } from '../cases/return-to-queue.ts';
import type { VerbDeps } from '../cases/verb-deps.ts';
import type { Clock } from '../clock.ts';
import type { StaffCaller } from '../identity/caller.ts';
import type { ClaimedWork, Tx, Visibility } from '../store/port.ts';
import { createWorkRunner } from '../timers/work-runner.ts';
import { coverOf } from './callers.ts';
import { coalesce } from './coalesce.ts';
import { ConnectionsByKey } from './connections-by-key.ts';
import type { Call } from './hub-side.ts';
import type { HubLog } from './hubs-options.ts';

/** What the watch over handlers is made of. */
export interface HandlerAwayOptions {
  readonly deps: VerbDeps;
  readonly clock: Clock;
  readonly log: HubLog;
  /** How long a handler may be away before their cases go back to the queue, in milliseconds. */
  readonly after: number;
  /** The least time between two comparisons of a unit's cases with who is there, in milliseconds. */
  readonly interval: number;
}

/** Knows which handlers are connected, and gives the cases of those who have vanished back to the queue. */
export interface HandlerAway {
  /** A connection of the staff hub has come. */
  came(call: Pick<Call<StaffCaller>, 'connectionId' | 'user'>): void;
  /** It has gone: closed, or silent for longer than the hub's keep-alive allows. */
  went(call: Pick<Call<StaffCaller>, 'connectionId' | 'user'>): void;
  /** It has taken a case; it may be gone by then. */
  took(call: Pick<Call<StaffCaller>, 'connectionId' | 'user'>): void;
  /** Gives every handler the whole time to come back: while the hub was away it could not see them. */
  start(): void;
  stop(): Promise<void>;
}

const kind = 'handlerAway';
/** After a fault of the store, in milliseconds. */
const tryAgainAfter = 30_000;
/** A fault of ours that lasts longer than some ten minutes is not cured by trying. */
const attempts = 10;

/**
 * Makes the watch. A handler is there while a connection of theirs covers the case's unit. When the last one goes, each of their
 * cases gets a row that is due later; when one comes, the rows are withdrawn; a row that falls due puts its case back at its old
 * place, unless the handler is there.
 */
export function createHandlerAway({ deps, clock, log, after, interval }: HandlerAwayOptions): HandlerAway {
  const { region, store } = deps;
  const connections = new ConnectionsByKey();
  const unitOf = new Map<string, string>();
  let stopped = false;
  let comparing: Promise<void> = Promise.resolve();
  const stops: (() => void)[] = [];

  const isThere = (staffId: string, unitId: string): boolean =>
    connections
      .of(staffId)
      .some(connectionId => coverOf(unitOf.get(connectionId) ?? '', region).unitIds.includes(unitId));

  const runner = createWorkRunner({ store, clock, log, kind, attempts, run: work => giveBack(work) });
  const units = coalesce(clock, interval, unitId =>
    inTurn(
      () => compare({ side: 'staff', ...coverOf(unitId, region) }),
      () => units.ask(unitId),
    ),
  );

  /** One comparison after another, so that stopping can wait for the last; one that fails is made again later. */
  function inTurn(work: () => Promise<void>, again: () => void): void {
    comparing = comparing.then(async () => {
      if (stopped) return;
      try {
        await work();
      } catch (err) {
        log.error({ place: kind, err }, 'handlers could not be compared with who is there');
        stops.push(clock.after(tryAgainAfter, again));
      }
    });
  }

  async function compare(visibleTo: Visibility, anew = false): Promise<void> {
    await store.write(async tx => {
      for (const { id, status, handler, unitId } of await tx.cases.list(visibleTo, 0)) {
        if (status !== 'active' || handler === undefined) continue;
        const isDue = await tx.dueWork.has(kind, id);
        if (isThere(handler.id, unitId)) {
          if (isDue) await tx.dueWork.withdraw(kind, id);
        } else if (!isDue || anew) await putOff(tx, id, handler.id);
      }
    });
    runner.wake();
  }

  function putOff(tx: Tx, caseId: string, handlerId: string): Promise<void> {
    const due = new Date(clock.now() + after).toISOString();
    return tx.dueWork.put({ kind, key: caseId, due, body: { handlerId } });
  }

  async function giveBack(work: ClaimedWork): Promise<void> {
    const { handlerId } = work.body as { readonly handlerId: string };
    await returnToQueue(
      deps,
      { caseId: work.key, handlerId, reason: 'handler_away' },
      async (tx, unitId) =>
        (await tx.dueWork.done(work)) && unitId !== undefined && !isThere(handlerId, unitId),
    );
  }

  function beginAnew(): void {
    inTurn(async () => {
      await compare({ side: 'system' }, true);
      runner.start();
    }, beginAnew);
  }

  return {
    came({ connectionId, user }) {
      connections.add(connectionId, user.staff.id);
      unitOf.set(connectionId, user.unitId);
      units.ask(user.unitId);
    },
    went({ connectionId, user }) {
      connections.remove(connectionId);
      unitOf.delete(connectionId);
      units.ask(user.unitId);
    },
    took({ connectionId, user }) {
      if (!unitOf.has(connectionId)) units.ask(user.unitId);
    },
    start: beginAnew,
    async stop() {
      stopped = true;
      units.stop();
      for (const stop of stops.splice(0)) stop();
      await comparing;
      await runner.stop();
    },
  };
}
