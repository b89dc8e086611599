// Loaded into the hub's process before it, by `node --import`: nothing of it ships.
import { bells, changeHub } from './changed-modules.ts';
import { replaceDate, setClockAhead } from './clock-seam.ts';
import type { Orders, Report, StartFaults } from './orders.ts';
import { arm } from './pass-point.ts';
import { watchSockets } from './socket-seam.ts';
import { fillDisk, watchStores } from './store-seam.ts';

const given: StartFaults = JSON.parse(process.env['NARA_FAULTS'] ?? '{}');
replaceDate();
changeHub(given.quick ?? false);
watchStores(given.unsynced ?? false);
watchSockets();
if (given.kill !== undefined) arm(given.kill);

process.on('message', ({ id, orders }: { readonly id: number; readonly orders: Orders }) => {
  if (orders.kill !== undefined) arm(orders.kill);
  if (orders.fullDisk !== undefined) fillDisk(orders.fullDisk);
  if (orders.clockAhead !== undefined) setClockAhead(orders.clockAhead);
  if (orders.dropBells !== undefined) bells.dropped = orders.dropBells;
  const resources = process.getActiveResourcesInfo();
  const sockets = resources.filter(kind => kind === 'TCPSocketWrap').length;
  const { rss, heapUsed } = process.memoryUsage();
  const report: Report = { rss, heap: heapUsed, handles: resources.length, sockets };
  process.send?.({ id, report });
});
// No hub outlives its test, and the channel alone keeps none alive.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.channel?.unref();
