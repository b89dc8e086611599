import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Application, CloseServerOptions } from '../application.ts';
import type { Clock } from '../clock.ts';
import type { Acceptor } from '../websocket/hub-socket.ts';
import { createAcceptor } from '../websocket/hub-socket.ts';
import { WebSocketTransport } from '../websocket/web-socket-transport.ts';
import { Admissions } from './admissions.ts';
import type { Answer } from './answer.ts';
import { plain } from './answer.ts';
import { ConnectionRequests } from './connection-requests.ts';
import { corsHeaders, preflightAnswer } from './cors.ts';
import type { ConnectionSettings } from './resolve-options.ts';
import { refuseUpgrade, writeAnswer } from './write-answer.ts';

/** The HTTP face of one mapped path: negotiate, and the requests of all transports. */
export class Endpoint {
  readonly admissions: Admissions;
  readonly #application: Application;
  readonly #settings: ConnectionSettings;
  readonly #acceptor: Acceptor;
  readonly #requests: ConnectionRequests;

  constructor(application: Application, settings: ConnectionSettings, clock: Clock) {
    this.#application = application;
    this.#settings = settings;
    this.admissions = new Admissions(application, settings, clock);
    this.#requests = new ConnectionRequests(application, this.admissions.negotiated, settings, clock);
    this.#acceptor = createAcceptor({
      maximumFrame: settings.maximumFrame,
      closeTimeout: settings.closeTimeout,
    });
  }

  /** Answers a request to the path, or to negotiate below it. Never rejects. */
  async exchange(request: IncomingMessage, response: ServerResponse, negotiates: boolean): Promise<void> {
    try {
      const cors = corsHeaders(request.headers.origin, this.#settings.allowsOrigin);
      for (const [name, value] of Object.entries(cors)) response.setHeader(name, value);
      const preflight = preflightAnswer(request, this.#settings.allowsOrigin);
      const answer = preflight ?? (await this.#answer(request, response, negotiates));
      if (answer !== undefined) writeAnswer(response, answer);
    } catch (error) {
      this.#settings.report(error, { during: 'connection' });
      writeAnswer(response, { status: 500 });
    }
  }

  /** Answers an upgrade at the path. Never rejects. */
  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Until `ws` has the socket, nobody else listens for its faults.
    socket.on('error', ignore);
    try {
      const refusal = await this.#accept(request, socket, head);
      if (refusal !== undefined) refuseUpgrade(socket, refusal);
    } catch (error) {
      this.#settings.report(error, { during: 'connection' });
      refuseUpgrade(socket, { status: 500 });
    }
  }

  /** Looks at what is due. */
  tick(): void {
    this.admissions.tick();
    this.#application.tick();
  }

  /** Refuses what is new and ends what is there. */
  async close(options: CloseServerOptions): Promise<void> {
    this.admissions.close();
    await this.#application.shutDown(options);
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    negotiates: boolean,
  ): Promise<Answer | undefined> {
    if (negotiates) return await this.admissions.negotiate(request);
    const { read, token, ...admission } = await this.admissions.admit(request, 'connect');
    if (admission.refusal !== undefined) return admission.refusal;
    const { authentication } = admission;
    const entry = this.admissions.find(token);
    // A client may still fetch what waits for it.
    if (this.admissions.isClosed && entry === undefined) return plain(503);
    return this.#requests.answer({ request, response, read, token, entry, authentication });
  }

  /** Opens a connection on the socket, or answers why not. */
  async #accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<Answer | undefined> {
    const claim = await this.admissions.claimSocket(request, () => socket.destroyed);
    if (claim === undefined) return undefined;
    if (claim.refusal !== undefined) return claim.refusal;
    let isOpen = false;
    try {
      this.#acceptor.handleUpgrade(request, socket, head, webSocket => {
        socket.off('error', ignore);
        const transport = new WebSocketTransport(webSocket, socket, this.#settings.bounds);
        const sink = claim.open(transport);
        isOpen = true;
        transport.attach(sink);
        claim.entry.intake?.open(sink);
      });
    } finally {
      // `ws` calls back before it returns, or has refused the upgrade.
      if (!isOpen) claim.gone();
    }
    return undefined;
  }
}

function ignore(): void {}
