import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** After how many bytes of one direction a connection is cut. */
export interface CutPlan {
  readonly direction: 'up' | 'down';
  readonly bytes: number;
  /** By a reset instead of an end. */
  readonly reset: boolean;
}

/** How bytes pass: `flow`, `slow` (what the hub sends is not read), `frozen` (nothing is read), `silent` (all is swallowed). */
export type Passage = 'flow' | 'slow' | 'frozen' | 'silent';

/** Stands between clients and a hub as a bad network does. */
export interface TcpProxy {
  readonly origin: string;
  /** Connections cut so far. */
  readonly cuts: number;
  /** Cuts the connection that has lasted longest. */
  cutOne(): void;
  /** From now on bytes of every connection pass so. Back to `flow`, what the hub has given up is over for its client too. */
  pass(how: Passage): void;
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly hub: Socket;
  isOver: boolean;
}

/** Listens on a free port before `target`. `plan` says for each new connection when it is cut; undefined: not at all. */
export async function startTcpProxy(
  target: string,
  plan: () => CutPlan | undefined = () => undefined,
): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const pairs = new Set<Pair>();
  let passage: Passage = 'flow';
  let cuts = 0;

  function cut(pair: Pair, reset: boolean): void {
    if (pair.isOver) return;
    cuts += 1;
    for (const socket of [pair.client, pair.hub]) {
      if (reset) socket.resetAndDestroy();
      else socket.destroy();
    }
    forget(pair);
  }

  function forget(pair: Pair): void {
    pair.isOver = true;
    pairs.delete(pair);
  }

  /** Bytes go on in one direction, up to the cut. */
  function join(pair: Pair, direction: CutPlan['direction'], cutAt: CutPlan | undefined): void {
    const [from, to] = direction === 'up' ? [pair.client, pair.hub] : [pair.hub, pair.client];
    let left = cutAt?.direction === direction ? cutAt.bytes : Number.POSITIVE_INFINITY;
    from.on('data', chunk => {
      if (passage === 'silent') return;
      to.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left > 0) return;
      // What was let through is to arrive.
      to.end(() => cut(pair, cutAt?.reset ?? false));
    });
    from.on('error', () => {});
    from.on('close', () => {
      if (passage === 'silent') pair.isOver = true;
      else {
        to.destroy();
        forget(pair);
      }
    });
  }

  function hold({ client, hub }: Pair): void {
    if (passage === 'frozen') client.pause();
    else client.resume();
    if (passage === 'frozen' || passage === 'slow') hub.pause();
    else hub.resume();
  }

  const server = createServer(client => {
    const pair: Pair = { client, hub: connect(Number(port), hostname), isOver: false };
    pairs.add(pair);
    const cutAt = plan();
    join(pair, 'up', cutAt);
    join(pair, 'down', cutAt);
    hold(pair);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    get cuts() {
      return cuts;
    },
    cutOne() {
      const [longest] = pairs;
      if (longest !== undefined) cut(longest, true);
    },
    pass(how) {
      passage = how;
      for (const pair of [...pairs]) {
        hold(pair);
        if (how !== 'silent' && pair.isOver) {
          pair.client.resetAndDestroy();
          pair.hub.destroy();
          forget(pair);
        }
      }
    },
    async close() {
      server.close();
      for (const { client, hub } of pairs) {
        client.destroy();
        hub.destroy();
      }
      await once(server, 'close');
    },
  };
}
