import type { AnyContract } from './audience-proxy.ts';
import { CallClients } from './call-clients.ts';
import type { Turn } from './call-turns.ts';
import type { CallerContext, CloseOptions, RequestInfo } from './caller-context.ts';
import type { CallerClients, HubGroups } from './hub-clients.ts';
import type { HubRuntime } from './hub-runtime.ts';
import type { ServerConnection } from './server-connection.ts';

/** A connection as one call of its hub's methods sees it. */
export class CallerView implements CallerContext<AnyContract, unknown> {
  readonly #runtime: HubRuntime;
  readonly #connection: ServerConnection;
  readonly #turn: Turn | undefined;
  readonly #signal: AbortSignal | undefined;
  #clients: CallerClients<AnyContract> | undefined;

  /** `turn` is the call's, if it has taken one. `signal`, a stream's own, stands for the connection's. */
  constructor(runtime: HubRuntime, connection: ServerConnection, turn?: Turn, signal?: AbortSignal) {
    this.#runtime = runtime;
    this.#connection = connection;
    this.#turn = turn;
    this.#signal = signal;
  }

  get connectionId(): string {
    return this.#connection.connectionId;
  }

  get user(): unknown {
    return this.#connection.user;
  }

  get userIdentifier(): string | undefined {
    return this.#connection.userIdentifier;
  }

  get items(): Map<unknown, unknown> {
    return this.#connection.items;
  }

  get request(): RequestInfo {
    return this.#connection.request;
  }

  get signal(): AbortSignal {
    return this.#signal ?? this.#connection.signal;
  }

  get groups(): HubGroups {
    return this.#runtime.groups;
  }

  get clients(): CallerClients<AnyContract> {
    this.#clients ??= new CallClients(this.#runtime, this.connectionId, this.#turn);
    return this.#clients;
  }

  abort(options?: CloseOptions): void {
    this.#connection.abort(options);
  }
}
