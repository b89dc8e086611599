import type { QueueChange, QueueView } from '@nara/contract';
import type { VerbDeps } from '../cases/verb-deps.ts';
import { queueViewsOf } from '../queues/queue-views.ts';

/** Who is told of places in queues. */
export interface QueueNoticesOptions {
  readonly deps: VerbDeps;
  isConnected(personKey: string): boolean;
  send(personKey: string, notice: QueueChange): void;
}

interface Told {
  readonly personKey: string;
  readonly value: string;
}

/**
 * Tells connected residents their place in a unit's queue when it differs from what they were told, and once that there is
 * none any more.
 */
export function createQueueNotices({
  deps,
  isConnected,
  send,
}: QueueNoticesOptions): (unitId: string) => Promise<void> {
  const toldOfUnit = new Map<string, ReadonlyMap<string, Told>>();
  return async unitId => {
    const views = await deps.store.read(tx => queueViewsOf(deps, tx, unitId));
    const before = toldOfUnit.get(unitId) ?? new Map<string, Told>();
    const now = new Map<string, Told>();
    for (const { state, view } of views) {
      const { id: caseId, personKey } = state;
      if (!isConnected(personKey)) continue;
      const value = toldValue(view);
      now.set(caseId, { personKey, value });
      if (before.get(caseId)?.value !== value) send(personKey, { caseId, queue: view });
    }
    const stillQueued = new Set(views.map(({ state }) => state.id));
    for (const [caseId, { personKey }] of before) {
      if (!stillQueued.has(caseId)) send(personKey, { caseId });
    }
    if (now.size > 0) toldOfUnit.set(unitId, now);
    else toldOfUnit.delete(unitId);
  };
}

function toldValue({ place, waitMinutes }: QueueView): string {
  return `${place} ${waitMinutes?.from ?? ''} ${waitMinutes?.to ?? ''}`;
}
