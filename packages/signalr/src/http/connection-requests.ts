import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Application } from '../application.ts';
import type { Clock } from '../clock.ts';
import { LongPollingTransport } from '../long-polling/long-polling-transport.ts';
import { ServerSentEventsTransport } from '../server-sent-events/server-sent-events-transport.ts';
import type { Answer } from './answer.ts';
import { noStore, plain } from './answer.ts';
import { connectionIdentity, renewIdentity } from './connection-identity.ts';
import type { Authentication } from './endpoint-options.ts';
import { Intake } from './intake.ts';
import type { NegotiatedConnections, NegotiatedEntry } from './negotiated-connections.ts';
import type { ReadRequest } from './read-request.ts';
import { wantsEvents } from './read-request.ts';
import type { ConnectionSettings } from './resolve-options.ts';
import { noConnection, transportRefusal } from './transport-refusal.ts';

/** A request to the endpoint's own path that is no upgrade, and was admitted. */
export interface ConnectionRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly read: ReadRequest;
  /** What it names a connection by; empty: nothing. */
  readonly token: string;
  /** The connection, if there is one. */
  readonly entry: NegotiatedEntry | undefined;
  readonly authentication: Authentication<unknown> | undefined;
}

/** The same where the connection is there. */
type FoundRequest = ConnectionRequest & { readonly entry: NegotiatedEntry };

/** Serves what is neither negotiate nor a WebSocket: polls, event streams, what comes by POST, and DELETE. */
export class ConnectionRequests {
  readonly #application: Application;
  readonly #negotiated: NegotiatedConnections;
  readonly #settings: ConnectionSettings;
  readonly #clock: Clock;

  constructor(
    application: Application,
    negotiated: NegotiatedConnections,
    settings: ConnectionSettings,
    clock: Clock,
  ) {
    this.#application = application;
    this.#negotiated = negotiated;
    this.#settings = settings;
    this.#clock = clock;
  }

  /** The answer; undefined if somebody else gives it, at once or later. */
  answer(asked: ConnectionRequest): Answer | undefined {
    switch (asked.request.method) {
      case 'GET': {
        if (wantsEvents(asked.request.headers.accept)) return this.#found(asked, one => this.#events(one));
        const answer = this.#found(asked, one => this.#poll(one));
        return answer && { ...answer, headers: noStore };
      }
      case 'POST':
        return this.#found(asked, one => this.#send(one));
      case 'DELETE':
        return this.#found(asked, one => this.#delete(one));
      default:
        return plain(405);
    }
  }

  #found(asked: ConnectionRequest, serve: (asked: FoundRequest) => Answer | undefined): Answer | undefined {
    const { entry, token } = asked;
    return entry === undefined ? noConnection(token) : serve({ ...asked, entry });
  }

  #events({ response, read, entry, authentication }: FoundRequest): Answer | undefined {
    const refusal = transportRefusal('ServerSentEvents', entry.transport, this.#settings.transports);
    if (refusal !== undefined || response.destroyed) return refusal;
    this.#negotiated.claim(entry, 'ServerSentEvents');
    const intake = this.#intakeOf(entry);
    const transport = new ServerSentEventsTransport(response, intake, this.#settings.bounds);
    const identity = connectionIdentity(entry, read, authentication);
    transport.attach(this.#negotiated.removing(entry, this.#application.open(identity, transport)));
    return undefined;
  }

  #poll({ response, read, entry, authentication }: FoundRequest): Answer | undefined {
    const refusal = transportRefusal('LongPolling', entry.transport, this.#settings.transports);
    if (refusal !== undefined || response.destroyed) return refusal;
    if (entry.polling !== undefined) {
      renewIdentity(entry.polling.identity, authentication, this.#settings.report);
      entry.polling.transport.poll(response);
      return undefined;
    }
    this.#negotiated.claim(entry, 'LongPolling');
    const settings = { ...this.#settings.bounds, ...this.#settings.polling };
    const transport = new LongPollingTransport(this.#intakeOf(entry), settings, this.#clock);
    const identity = connectionIdentity(entry, read, authentication);
    entry.polling = { transport, identity };
    transport.attach(this.#negotiated.removing(entry, this.#application.open(identity, transport)), response);
    return undefined;
  }

  #send({ request, response, entry }: FoundRequest): Answer | undefined {
    if (entry.transport === 'WebSockets') {
      return plain(405, 'POST requests are not allowed for WebSocket connections.');
    }
    this.#intakeOf(entry).accept(request, response);
    return undefined;
  }

  #delete({ entry }: FoundRequest): Answer {
    if (entry.polling === undefined) {
      return plain(400, 'Cannot terminate this connection using the DELETE endpoint.');
    }
    entry.polling.transport.end();
    return plain(202);
  }

  #intakeOf(entry: NegotiatedEntry): Intake {
    entry.intake ??= new Intake(this.#settings.intake, this.#negotiated.early, this.#clock);
    return entry.intake;
  }
}
