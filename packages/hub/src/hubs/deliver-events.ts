import { type Audience, type CaseEvents, limits } from '@nara/contract';
import { eventView, type NameLookup } from '@nara/rules';
import type { CaseBell } from '../bus/bus.ts';
import type { Clock } from '../clock.ts';
import type { ReadTx, Store, StoredEvent } from '../store/port.ts';
import type { CaseWatchers, WatchedCase } from './case-watchers.ts';
import type { HubLog } from './hubs-options.ts';

/** What delivery to one audience works with. */
export interface DeliverOptions {
  readonly audience: Audience;
  readonly watchers: CaseWatchers;
  readonly store: Store;
  readonly names: NameLookup;
  readonly clock: Pick<Clock, 'whenSettled'>;
  readonly log: HubLog;
  send(caseId: string, notice: CaseEvents): void;
}

/**
 * Answers doorbells: sends what each watched case lacks, in order. Events that came with the bell and follow what was sent are
 * sent as they are; else they are read. Bells of one commit are answered together, with one read at most;
 * while one is under way the next gather. A read that fails is made up for by the next bell, or by the heads that clients are
 * told.
 */
export function createEventDelivery(options: DeliverOptions): (bell: CaseBell) => void {
  const { audience, watchers, store, names, clock, log, send } = options;
  let rung = new Map<WatchedCase, StoredEvent[]>();
  let behind = new Set<WatchedCase>();
  let waiting = false;
  let reading = false;

  function answerRung(): void {
    waiting = false;
    const cases = rung;
    rung = new Map();
    for (const [watched, handed] of cases) {
      if (numberOf(handed[0]) === watched.sent + 1) tell(watched, handed);
      if (watched.sent < watched.head) behind.add(watched);
    }
    if (behind.size > 0 && !reading) void readBehind();
  }

  async function readBehind(): Promise<void> {
    reading = true;
    try {
      while (behind.size > 0) {
        const cases = behind;
        behind = new Set();
        await store.read(async tx => {
          for (const watched of cases) await catchUp(tx, watched);
        });
      }
    } catch (err) {
      log.error({ place: 'deliver', err }, 'events could not be delivered');
    } finally {
      reading = false;
    }
  }

  async function catchUp(tx: ReadTx, watched: WatchedCase): Promise<void> {
    const { caseId, connections } = watched;
    while (watched.sent < watched.head && connections.size > 0) {
      const stored = await tx.cases.eventsSince(caseId, audience, watched.sent, limits.eventsSince);
      const lacking = stored.filter(event => numberOf(event) > watched.sent);
      if (lacking.length > 0) tell(watched, lacking);
      else if (stored.length === 0) return;
    }
  }

  function tell(watched: WatchedCase, stored: readonly StoredEvent[]): void {
    const { caseId } = watched;
    const events = stored.flatMap(({ event, n }) => {
      const view = eventView(event, n[audience] ?? 0, audience, names);
      return view === undefined ? [] : [view];
    });
    watched.sent = numberOf(stored.at(-1));
    send(caseId, { caseId, events });
  }

  /** The event's number for the audience; 0 for none. */
  function numberOf(stored: StoredEvent | undefined): number {
    return stored?.n[audience] ?? 0;
  }

  return ({ caseId, head, stored = [] }) => {
    const watched = watchers.get(caseId);
    if (watched === undefined || head <= watched.sent) return;
    watched.head = Math.max(watched.head, head);
    const handed = rung.get(watched) ?? [];
    rung.set(watched, handed);
    for (const event of stored)
      if (handed.length === 0 ? numberOf(event) > 0 : numberOf(event) === numberOf(handed.at(-1)) + 1)
        handed.push(event);
    if (waiting) return;
    waiting = true;
    clock.whenSettled(answerRung);
  };
}
