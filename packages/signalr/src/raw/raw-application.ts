import type { Application, CloseServerOptions, ConnectionIdentity } from '../application.ts';
import type { Clock } from '../clock.ts';
import type { ErrorPlace } from '../hub/hub-runtime.ts';
import { observed, statusOf } from '../observing/observed-connection.ts';
import type { ConnectionStatus, SignalRObserver } from '../observing/observer.ts';
import { Observers } from '../observing/observers.ts';
import type { Transport, TransportSink } from '../transport.ts';
import { HandledConnection } from './handled-connection.ts';
import type { ConnectionHandler } from './raw-connection.ts';

/** What raw connections are set to; see the options of the same names. */
export interface RawSettings {
  readonly closeOnAuthenticationExpiration: boolean;
  readonly observers: readonly SignalRObserver[];
  report(error: unknown, place: ErrorPlace): void;
}

/** Runs a handler on each of an endpoint's connections. */
export class RawApplication implements Application {
  /** Those whose transport or handler is not over. */
  readonly #connections = new Set<HandledConnection>();
  readonly #handler: ConnectionHandler;
  readonly #settings: RawSettings;
  readonly #clock: Clock;
  #isStopping = false;
  /** When those are to be closed that are there while the server stops, in monotonic milliseconds. */
  readonly #ends = new WeakMap<HandledConnection, number>();
  readonly #observers: Observers;
  readonly #running = new Set<Promise<unknown>>();

  constructor(handler: ConnectionHandler, settings: RawSettings, clock: Clock) {
    this.#handler = handler;
    this.#settings = settings;
    this.#clock = clock;
    this.#observers = new Observers(settings.observers, error =>
      settings.report(error, { during: 'observer' }),
    );
  }

  open(identity: ConnectionIdentity, transport: Transport): TransportSink {
    const connection = new HandledConnection(identity, transport);
    const began = this.#clock.monotonic();
    this.#observers.connectionStarted(observed(identity, transport));
    const tellEnd = (): void => {
      const end = { status: this.#statusOf(connection), duration: this.#clock.monotonic() - began };
      this.#observers.connectionEnded(observed(identity, transport), end);
    };
    connection.signal.addEventListener('abort', tellEnd, { once: true });
    this.#connections.add(connection);
    const transportEnded = new Promise(resolve => connection.signal.addEventListener('abort', resolve));
    // As late as ASP.NET Core does: the transport is there when the handler first looks.
    const handled = Promise.resolve().then(() => connection.run(this.#handler));
    const whole = Promise.all([transportEnded, handled.catch(error => this.#report(error, identity))]);
    const running = whole.finally(() => {
      this.#connections.delete(connection);
      this.#running.delete(running);
    });
    this.#running.add(running);
    return connection;
  }

  *openConnections(): IterableIterator<HandledConnection> {
    for (const connection of this.#connections) if (!connection.signal.aborted) yield connection;
  }

  tick(): void {
    const monotonic = this.#clock.monotonic();
    const now = this.#clock.now();
    for (const connection of this.#connections) {
      connection.tick(monotonic);
      if (monotonic >= (this.#ends.get(connection) ?? Number.POSITIVE_INFINITY)) connection.close();
      if (this.#settings.closeOnAuthenticationExpiration && connection.isExpired(now)) connection.close();
    }
  }

  async shutDown({ spread = 0 }: CloseServerOptions = {}): Promise<void> {
    this.#isStopping = true;
    const now = this.#clock.monotonic();
    for (const connection of this.#connections) {
      const at = now + Math.random() * spread;
      if (at > now) this.#ends.set(connection, at);
      else connection.close();
    }
    await Promise.all(this.#running);
  }

  #statusOf(connection: HandledConnection): ConnectionStatus {
    return this.#isStopping ? 'app_shutdown' : statusOf(connection.endReason);
  }

  #report(error: unknown, { connectionId }: ConnectionIdentity): void {
    this.#settings.report(error, { during: 'handler', connectionId });
  }
}
