import {
  HttpTransportType,
  type HubConnection,
  HubConnectionBuilder,
  type IHttpConnectionOptions,
  LogLevel,
} from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import { createTypedConnection, type TypedConnection } from '@nara/signalr/client';
import WebSocket from 'ws';
import type { RoomContract } from './room-hub.ts';
import { RoomLog } from './room-log.ts';

/** How a member is connected: over WebSockets in either protocol, or so that it goes on over another one; over events; over polls. */
export type Way = 'json' | 'messagepack' | 'stateful' | 'events' | 'polls';

const { WebSockets, ServerSentEvents, LongPolling } = HttpTransportType;
const transports: Readonly<Record<Way, HttpTransportType>> = {
  json: WebSockets,
  messagepack: WebSockets,
  stateful: WebSockets,
  events: ServerSentEvents,
  polls: LongPolling,
};

/** Where a member is. */
export interface MemberOptions {
  readonly hub: string;
  readonly room: string;
  readonly way: Way;
}

/** One connection of the official client, in one room, and what it may expect. */
export class Member {
  readonly log = new RoomLog();
  readonly #room: string;
  readonly #client: TypedConnection<RoomContract>;
  readonly #connection: HubConnection;
  #socket: WebSocket | undefined;
  #calls = 0;
  #refused = 0;
  #wrong = 0;

  constructor({ hub, room, way }: MemberOptions) {
    this.#room = room;
    // The official client takes the class of its sockets: so this process can cut them.
    const took = (socket: WebSocket): void => {
      this.#socket = socket;
    };
    const MemberSocket = class extends WebSocket {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        took(this);
      }
    };
    const options = { WebSocket: MemberSocket, transport: transports[way] } as IHttpConnectionOptions;
    const builder = new HubConnectionBuilder()
      .withUrl(hub, options)
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: () => 100 + Math.random() * 900 })
      .configureLogging(LogLevel.None);
    if (way === 'messagepack') builder.withHubProtocol(new MessagePackHubProtocol());
    if (way === 'stateful') builder.withStatefulReconnect();
    this.#connection = builder.build();
    this.#client = createTypedConnection(this.#connection);
    this.#client.on('said', (_, n) => this.log.hear(n));
    this.#connection.onreconnecting(() => this.log.leave());
    this.#connection.onreconnected(() => this.#enter());
  }

  get isIn(): boolean {
    return this.log.last !== undefined;
  }

  /** Calls that were answered rightly, that the connection's end refused, and that were answered wrongly. */
  get calls(): { readonly answered: number; readonly refused: number; readonly wrong: number } {
    return {
      answered: this.#calls - this.#refused - this.#wrong,
      refused: this.#refused,
      wrong: this.#wrong,
    };
  }

  async start(): Promise<void> {
    await this.#connection.start();
    await this.#enter();
  }

  stop(): Promise<void> {
    return this.#connection.stop();
  }

  /** Cuts its socket, if it has one, without a farewell. */
  cut(): void {
    this.#socket?.terminate();
  }

  /** Says something; the number it was given came to itself as well, before the answer. */
  say(): Promise<void> {
    return this.#call(async () => {
      const n = await this.#client.invoke('say', this.#room);
      return this.log.last === undefined || this.log.last >= n;
    });
  }

  echo(): Promise<void> {
    const text = 'å'.repeat(Math.ceil(Math.random() * 2_000));
    return this.#call(async () => (await this.#client.invoke('echo', text)) === text);
  }

  count(): Promise<void> {
    const to = Math.ceil(Math.random() * 50);
    return this.#call(
      () =>
        new Promise<boolean>((resolve, reject) => {
          let next = 1;
          let isRight = true;
          this.#client.stream('count', to).subscribe({
            next(n) {
              isRight = isRight && n === next;
              next += 1;
            },
            complete: () => resolve(isRight && next === to + 1),
            error: reject,
          });
        }),
    );
  }

  /** Asks what was said last, when nobody says anything any more. */
  async settle(): Promise<void> {
    this.log.end(await this.#client.invoke('last', this.#room));
  }

  async #enter(): Promise<void> {
    // Cut again before it came in, it is called again.
    await this.#client.invoke('join', this.#room).then(
      last => this.log.enter(last),
      () => {},
    );
  }

  async #call(run: () => Promise<boolean>): Promise<void> {
    this.#calls += 1;
    try {
      if (!(await run())) this.#wrong += 1;
    } catch {
      this.#refused += 1;
    }
  }
}
