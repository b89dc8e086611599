import type { ArgumentSchema, Clock, HubContext, HubProtocol } from '@nara/signalr';
import { createSignalRServer, defineHub, SignalRError, streamOf } from '@nara/signalr';
import { serveSignalR } from '../serving/serve-signalr.ts';

interface FuzzContract {
  server: {
    echo(x: unknown): unknown;
    add(a: number, b: number): number;
    count(to: number): AsyncIterable<number>;
    sum(xs: AsyncIterable<number>): number;
  };
  client: Record<never, never>;
}

const whole: ArgumentSchema<number> = {
  safeParse: input =>
    typeof input === 'number' && (input | 0) === input
      ? { success: true, data: input }
      : { success: false, error: 'no whole number' },
};

/** A clock that goes on when it is told to. */
export class StillClock implements Clock {
  #time = 0;
  readonly #repeats = new Set<{ readonly ms: number; readonly run: () => void; due: number }>();

  monotonic(): number {
    return this.#time;
  }

  now(): number {
    return this.#time;
  }

  every(ms: number, run: () => void): () => void {
    const repeat = { ms, run, due: this.#time + ms };
    this.#repeats.add(repeat);
    return () => this.#repeats.delete(repeat);
  }

  /** Lets seconds pass, one by one. */
  pass(seconds: number): void {
    for (let i = 0; i < seconds; i += 1) {
      this.#time += 1_000;
      for (const repeat of this.#repeats) {
        if (repeat.due > this.#time) continue;
        repeat.due = this.#time + repeat.ms;
        repeat.run();
      }
    }
  }
}

/** A hub on a free port, at `/fuzz`, that notes what should not happen in it. */
export interface FuzzedHub {
  readonly port: number;
  readonly clock: StillClock;
  readonly context: HubContext<FuzzContract>;
  /** What went wrong inside since it was asked last: an error that is none of the package's, an argument that no client may cause. */
  takeFaults(): string[];
  /** Settles when no connection is left. Rejects when one stays. */
  isEmpty(): Promise<void>;
  /** Rejects when a socket stays. */
  close(): Promise<void>;
}

/** The sockets and servers of this process. */
function openHandles(): number {
  return process.getActiveResourcesInfo().filter(kind => kind.startsWith('TCP')).length;
}

/** How many turns of the event loop the last handles may take to go. */
const lastTurns = 10_000;

/** The largest message that it takes, in bytes. */
export const messageLimit = 4_096;

/** Starts one that speaks by these protocols. */
export async function startFuzzedHub(protocols: readonly HubProtocol[]): Promise<FuzzedHub> {
  const before = openHandles();
  const clock = new StillClock();
  const faults: string[] = [];
  const hub = defineHub<FuzzContract>({
    methods: {
      echo(_, x) {
        for (const fault of faultsOf(x)) faults.push(fault);
        return x;
      },
      add: { args: [whole, whole], handle: (_, a, b) => a + b },
      count: {
        args: [whole],
        async *stream(_, to) {
          for (let n = 0; n < Math.min(to, 5); n += 1) yield n;
        },
      },
      sum: {
        args: [streamOf(whole)],
        async handle(_, xs) {
          let sum = 0;
          for await (const x of xs) sum += x;
          return sum;
        },
      },
    },
  });
  const signalr = createSignalRServer({ clock });
  const context = signalr.map('/fuzz', hub, {
    protocols,
    enableDetailedErrors: true,
    allowStatefulReconnects: true,
    maximumReceiveMessageSize: messageLimit,
    maximumNegotiated: 500,
    onError(error, { during }) {
      if (!(error instanceof SignalRError)) faults.push(`${during}: ${error}`);
    },
  });
  const served = await serveSignalR(signalr);
  return {
    port: served.port,
    clock,
    context,
    takeFaults: () => faults.splice(0),
    async isEmpty() {
      await soon(() => [...context.connections()].length === 0, 'a connection stays');
    },
    async close() {
      await served.close();
      await soon(() => openHandles() <= before, 'a socket stays');
    },
  };
}

async function soon(isSo: () => boolean, otherwise: string): Promise<void> {
  for (let turn = 0; !isSo(); turn += 1) {
    if (turn > lastTurns) throw new Error(otherwise);
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** What is wrong with an argument: a member or a prototype that only a careless reader lets in, or more depth than any reader may. */
function* faultsOf(value: unknown, depth = 0): Generator<string> {
  if (depth > 600) yield 'an argument is nested deeper than any protocol allows';
  if (typeof value !== 'object' || value === null || depth > 600) return;
  if (value instanceof Date || value instanceof Uint8Array) return;
  const expected = Array.isArray(value) ? Array.prototype : Object.prototype;
  if (Object.getPrototypeOf(value) !== expected) yield 'an argument has a prototype of its own';
  if (Object.hasOwn(value, '__proto__')) yield 'an argument has a member called __proto__';
  for (const member of Object.values(value)) yield* faultsOf(member, depth + 1);
}
