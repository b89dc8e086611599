import type { MemoryLine } from '@nara/signalr/memory';

/** One device's network. */
export interface FakeNetwork extends MemoryLine {
  /** Hears when the network is back, as a browser's `online` event tells. */
  onUp(listener: () => void): () => void;
}

/** A line that tells when it is up again. */
export function fakeNetwork(line: MemoryLine): FakeNetwork {
  const listeners = new Set<() => void>();
  return {
    options: line.options,
    WebSocket: line.WebSocket,
    fetch: line.fetch,
    get isUp() {
      return line.isUp;
    },
    goDown: line.goDown,
    comeUp() {
      if (line.isUp) return;
      line.comeUp();
      for (const listener of listeners) listener();
    },
    onUp(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
