import type { FastifyInstance } from 'fastify';
import type { HubLogger } from './log.ts';
import type { RegionContexts } from './region-context.ts';

/**
 * `GET /healthz`: 200 when every region's store can commit now, else 503 with the regions that cannot. `setAside` counts, by region
 * and kind, the due work that was given up; it does not make a hub unhealthy.
 */
export function healthRoute(app: FastifyInstance, regions: RegionContexts, log: HubLogger): void {
  app.get('/healthz', async (_request, reply) => {
    const setAside: Record<string, Record<string, number>> = {};
    const checks = [...regions].map(async ([region, { store }]) => {
      try {
        await store.check();
        const counts = await store.read(tx => tx.dueWork.setAsideCounts());
        if (counts.length > 0)
          setAside[region] = Object.fromEntries(counts.map(({ kind, count }) => [kind, count]));
        return [];
      } catch (err) {
        log.error({ place: 'healthz', region, err }, 'store cannot commit');
        return [region];
      }
    });
    const failing = (await Promise.all(checks)).flat();
    return reply
      .code(failing.length === 0 ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok: failing.length === 0, failing, setAside });
  });
}
