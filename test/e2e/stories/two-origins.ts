import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunningDemo } from '@nara/demo';
import { startStoryDemo } from './story-demo.ts';

/** A site of nobody's on `localhost`, on two origins that the hub of a demo lists. */
export interface TwoOrigins {
  /** Listed as any page is. */
  readonly framed: string;
  /** Listed with `inPage`. */
  readonly inPage: string;
  readonly demo: RunningDemo;
  stop(): Promise<void>;
}

/** Serves it on two free ports. */
export async function serveTwoOrigins(answer: RequestListener): Promise<TwoOrigins> {
  const servers = await Promise.all([listen(answer), listen(answer)]);
  const [framed = '', inPage = ''] = servers.map(
    server => `http://localhost:${(server.address() as AddressInfo).port}`,
  );
  const close = () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
  try {
    const demo = await startStoryDemo([
      { origin: framed, inPage: false },
      { origin: inPage, inPage: true },
    ]);
    return {
      framed,
      inPage,
      demo,
      async stop() {
        await demo.stop();
        close();
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

function listen(answer: RequestListener): Promise<Server> {
  const server = createServer(answer);
  return new Promise(resolve => server.listen(0, () => resolve(server)));
}
