import { HttpTransportType, type HubConnection, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { Answer } from '@nara/contract';

/** Calls hub methods by the official client alone, on one connection that is made at the first call. */
export function rawCalls(
  address: string,
  options: object,
): { call(method: string, input?: unknown): Promise<Answer<unknown>>; stop(): Promise<void> } {
  let started: Promise<HubConnection> | undefined;
  async function start(): Promise<HubConnection> {
    const connection = new HubConnectionBuilder()
      .withUrl(`${address}?contract=1`, { transport: HttpTransportType.WebSockets, ...options })
      .configureLogging(LogLevel.None)
      .build();
    await connection.start();
    return connection;
  }
  return {
    async call(method, input) {
      started ??= start();
      const connection = await started;
      return await connection.invoke(method, ...(input === undefined ? [] : [input]));
    },
    async stop() {
      await (await started)?.stop();
    },
  };
}
