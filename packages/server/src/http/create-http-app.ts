import { createServer, type IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import type { SignalRServer } from '@nara/signalr';
import Fastify, { type FastifyInstance } from 'fastify';
import type { ListenConfig } from '../config/hub-config.ts';
import type { HubLogger } from './log.ts';
import { answerProblems, sendProblem } from './problem.ts';

/** What one listener is made of. */
export interface HttpAppOptions {
  readonly listen: ListenConfig;
  readonly trustedProxies: readonly string[];
  readonly signalr: SignalRServer;
  readonly log: HubLogger;
}

/** The largest body of a request that is not a hub's: a return page's address and little more. In bytes. */
const bodyLimit = 16 * 1024;

/** How long a client may take to send a request's head, and all of it; how often that is looked at. In milliseconds. */
const patience = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 5_000 };

/** A Fastify app on an HTTP server that hands hub requests and upgrades to SignalR first. Not listening yet, without routes. */
export async function createHttpApp(options: HttpAppOptions): Promise<FastifyInstance> {
  const { listen, trustedProxies, signalr, log } = options;
  const app = Fastify({
    logger: false,
    bodyLimit,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: false },
    // An address that cannot be decoded is not repeated in the answer.
    frameworkErrors: (_error, _request, reply) => void sendProblem(reply, { code: 'not_found' }),
    serverFactory(handler) {
      const server = createServer(patience, (request, response) => {
        // An answer that says nothing else is kept by nobody.
        response.setHeader('cache-control', 'no-store');
        if (!signalr.handleRequest(request, response)) handler(request, response);
      });
      server.on('upgrade', (request: IncomingMessage, socket, head) => {
        if (!signalr.handleUpgrade(request, socket, head)) socket.destroy();
      });
      return server;
    },
  });
  await app.register(helmet, {
    // Documents write their own; everything else is data that nothing may run or frame.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: listen.origin.startsWith('https:') ? { maxAge: 63_072_000 } : false,
  });
  // An empty body under a JSON type is no fault: DELETE and extend carry none.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      done(Object.assign(new Error('invalid JSON'), { statusCode: 400 }));
    }
  });
  answerProblems(app, log);
  // Browsers ask for it of themselves; a 404 would stand in every page's console.
  app.get('/favicon.ico', (_request, reply) =>
    reply.code(204).header('cache-control', 'public, max-age=86400').send(),
  );
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    log.info({ method, route: routeOptions.url ?? 'none', status: reply.statusCode, ms }, 'answered');
    done();
  });
  return app;
}
