import type { Audience, CaseSnapshot, Marks } from '@nara/contract';
import { NaraError } from '../errors/nara-error.ts';
import type { World } from '../world/world.ts';

/** Tells the hub how far the other side's messages have come on this device. Marks replace each other; only the last one is sent. */
export interface Marker {
  /** The case looks like this now: what it holds has been delivered here. */
  saw(snapshot: CaseSnapshot): void;
  /** Messages up to this number have been on the screen. */
  shown(number: number): void;
  /** There is a new connection, or there is none: what is not confirmed is sent again. */
  online(connected: boolean): void;
  /** Forgets the case. */
  rest(): void;
}

/** What a marker is made of. `send` resolves when the hub has the marks. */
export interface MarkerParts {
  readonly side: Audience;
  readonly world: Pick<World, 'after'>;
  readonly send: (marks: Marks) => Promise<unknown>;
}

/** How long marks gather before they are sent: delivered and read are then one command. Milliseconds. */
const gather = 150;
/** How long to wait after the hub could not store them. Milliseconds. */
const again = 5_000;

/** The number of the last message of the other side; 0 when there is none. */
export function lastFromOther(snapshot: CaseSnapshot, side: Audience): number {
  const entry = snapshot.entries.findLast(entry => entry.kind === 'message' && entry.message.side !== side);
  return entry?.kind === 'message' ? entry.message.number : 0;
}

/** Makes a marker that has seen nothing. */
export function createMarker({ side, world, send }: MarkerParts): Marker {
  let received = 0;
  let read = 0;
  let confirmed: Marks = { delivered: 0, read: 0 };
  let connected = false;
  let sending = false;
  let cancel: (() => void) | undefined;

  function due(): Marks | undefined {
    const marks = {
      delivered: Math.max(received, confirmed.delivered),
      read: Math.max(Math.min(read, received), confirmed.read),
    };
    return marks.delivered > confirmed.delivered || marks.read > confirmed.read ? marks : undefined;
  }

  function plan(): void {
    if (!connected || sending || cancel !== undefined || due() === undefined) return;
    wait(gather);
  }

  function wait(milliseconds: number): void {
    cancel = world.after(milliseconds, () => {
      cancel = undefined;
      void flush();
    });
  }

  async function flush(): Promise<void> {
    const marks = due();
    if (marks === undefined || !connected) return;
    sending = true;
    try {
      await send(marks);
      raise(marks);
    } catch (error) {
      // Nobody is told. Lost with the connection, or refused for good: the next occasion brings them again.
      if (connected && error instanceof NaraError && error.retryable) wait(again);
      return;
    } finally {
      sending = false;
    }
    plan();
  }

  function raise(marks: Marks): void {
    confirmed = {
      delivered: Math.max(confirmed.delivered, marks.delivered),
      read: Math.max(confirmed.read, marks.read),
    };
  }

  return {
    saw(snapshot) {
      raise(snapshot.marks[side]);
      received = Math.max(received, lastFromOther(snapshot, side));
      plan();
    },
    shown(number) {
      read = Math.max(read, number);
      plan();
    },
    online(now) {
      connected = now;
      if (!now) {
        cancel?.();
        cancel = undefined;
      }
      plan();
    },
    rest() {
      cancel?.();
      cancel = undefined;
      received = 0;
      read = 0;
      confirmed = { delivered: 0, read: 0 };
    },
  };
}
