import { ServerConnection } from '../hub/server-connection.ts';
import type { ResumptionSettings } from '../stateful/resumable-transport.ts';
import { ResumableTransport } from '../stateful/resumable-transport.ts';
import type { TransportSink } from '../transport.ts';
import type { MemoryHub } from './memory-hub.ts';
import { MemoryTransport } from './memory-transport.ts';

/** A connection in memory that may go on over another socket, and its client's present socket. */
export class ResumableClient {
  readonly connection: ServerConnection;
  readonly transport: ResumableTransport;
  socket = new MemoryTransport();
  #sink: TransportSink;

  /** Shakes hands, unless `version` is null. */
  constructor(memory: MemoryHub, settings: Partial<ResumptionSettings> = {}, version: number | null = 2) {
    const defaults = {
      statefulReconnectBufferSize: 100_000,
      maximumSendBuffer: 1_048_576,
      sendTimeout: 10_000,
      disconnectTimeout: 15_000,
    };
    this.transport = new ResumableTransport({ ...defaults, ...settings }, memory.clock);
    this.connection = new ServerConnection(memory.runtime, memory.identity(), this.transport);
    this.transport.attach(this.connection);
    this.#sink = this.transport.carry(this.socket);
    if (version !== null) this.send({ protocol: 'json', version });
    this.heard();
  }

  /** Sends messages as records in one chunk. A text goes as it is, with no separator. */
  send(...messages: (object | string)[]): void {
    const records = messages.map(each => (typeof each === 'string' ? each : `${JSON.stringify(each)}\u001e`));
    this.#sink.receive(Buffer.from(records.join('')));
  }

  /** What the client heard since the last call, parsed. */
  heard(): unknown[] {
    return this.socket.take().map((record): unknown => JSON.parse(record));
  }

  /** The socket ends; without a farewell unless there is one. */
  cut(wasCut = true): void {
    this.#sink.ended({ wasCut });
  }

  /** Opens another socket, and answers what hears the last one. */
  again(): TransportSink {
    const last = this.#sink;
    this.socket = new MemoryTransport();
    this.#sink = this.transport.carry(this.socket);
    return last;
  }
}
