import type { Bus, BusMessage } from '@nara/hub';

/** What becomes of a message on its way. */
export type Fate = 'comes' | 'is lost' | 'comes twice' | 'comes late';

/** A bus that keeps no promise beyond what {@link Bus} makes. */
export interface UnreliableBus extends Bus {
  /** What happens to messages from now on, one after another and round again. */
  fates: readonly [Fate, ...Fate[]];
  /** How many messages met each fate. */
  readonly met: Readonly<Record<Fate, number>>;
  /** Lets those come that are late, the last first. */
  release(): void;
}

/** Makes one on which all comes, until it is told otherwise. */
export function createUnreliableBus(): UnreliableBus {
  const listeners = new Set<(message: BusMessage) => void>();
  const late: BusMessage[] = [];
  const met: Record<Fate, number> = { comes: 0, 'is lost': 0, 'comes twice': 0, 'comes late': 0 };
  let next = 0;
  const tell = (message: BusMessage): void => {
    for (const listener of listeners) listener(message);
  };
  const bus: UnreliableBus = {
    fates: ['comes'],
    met,
    publish(message) {
      const fate = bus.fates[next % bus.fates.length] ?? bus.fates[0];
      next += 1;
      met[fate] += 1;
      if (fate === 'comes late') late.push(message);
      else if (fate !== 'is lost') tell(message);
      if (fate === 'comes twice') tell(message);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    release() {
      for (const message of late.splice(0).reverse()) tell(message);
    },
  };
  return bus;
}
