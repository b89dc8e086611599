// A hub of rooms as a process of its own, started by room-server.ts with an IPC channel: it says where it listens, and reports on itself when it is asked.
import { createSignalRServer, jsonHubProtocol } from '@nara/signalr';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import { serveSignalR } from '../serving/serve-signalr.ts';
import { createRoomHub } from './room-hub.ts';
import type { RoomReport } from './room-server.ts';

/** What the test plants: every so many messages one is left out, or sent twice. */
const [drops = 0, doubles = 0] = process.argv.slice(2).map(Number);
const times = (n: number): number =>
  drops > 0 && n % drops === 0 ? 0 : doubles > 0 && n % doubles === 0 ? 2 : 1;

const signalr = createSignalRServer();
const context = signalr.map('/rooms', createRoomHub(times), {
  protocols: [jsonHubProtocol, messagePackHubProtocol],
  allowStatefulReconnects: true,
  onError: error => console.error(error),
});
const { port } = await serveSignalR(signalr);
process.send?.(port);

function report(): RoomReport {
  globalThis.gc?.();
  const { heapUsed: heap, rss } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().length;
  return { heap, rss, handles, connections: [...context.connections()].length };
}
process.on('message', () => process.send?.(report()));
process.on('disconnect', () => process.exit());
