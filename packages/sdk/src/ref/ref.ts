import { freezeDeep, sameValue } from './frozen-value.ts';

/** A value that changes: read it now, or hear of each change. Values are frozen; equal ones are not told again. */
export interface Ref<T> {
  get(): T;
  /** Calls the listener on every change from now on (not at once). The returned function ends it; calling it twice is harmless. */
  subscribe(listener: (value: T) => void): () => void;
}

/** A {@link Ref} that its owner sets. */
export interface Cell<T> extends Ref<T> {
  /** Freezes the value and tells it, unless it equals the one before. */
  set(value: T): void;
  /** How many listen now. */
  readonly listeners: number;
}

/** Told when the first listener has come and when the last has gone. */
export interface CellHooks {
  readonly first?: () => void;
  readonly last?: () => void;
}

/** Makes a cell. A listener that throws is reported to the host's error handler and harms no other. */
export function createCell<T>(initial: T, hooks: CellHooks = {}): Cell<T> {
  let value = freezeDeep(initial);
  const listening = new Set<{ readonly hear: (value: T) => void }>();
  return {
    get: () => value,
    set(next) {
      if (sameValue(value, next)) return;
      value = freezeDeep(next);
      const told = value;
      for (const entry of [...listening]) {
        if (!listening.has(entry)) continue;
        try {
          entry.hear(told);
        } catch (error) {
          reportLater(error);
        }
      }
    },
    subscribe(listener) {
      if (typeof listener !== 'function') throw new TypeError('listener: a function is expected');
      const entry = { hear: listener };
      listening.add(entry);
      if (listening.size === 1) hooks.first?.();
      return () => {
        if (listening.delete(entry) && listening.size === 0) hooks.last?.();
      };
    },
    get listeners() {
      return listening.size;
    },
  };
}

/** The reading side of a cell. */
export function readOnly<T>(cell: Cell<T>): Ref<T> {
  return { get: cell.get, subscribe: cell.subscribe };
}

function reportLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
