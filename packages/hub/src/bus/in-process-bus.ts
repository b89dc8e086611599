import type { Bus, BusMessage } from './bus.ts';

/** A bus for a hub of one node: every listener hears every message at once, in order. */
export function createInProcessBus(): Bus {
  const listeners = new Set<(message: BusMessage) => void>();
  return {
    publish(message) {
      for (const listener of listeners) listener(message);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
