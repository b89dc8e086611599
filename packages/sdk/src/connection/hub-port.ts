import type { IRetryPolicy } from '@microsoft/signalr';
import type { NaraError } from '../errors/nara-error.ts';

/** The few things that the SDK needs of a hub connection. The official client's `HubConnection` has this form. */
export interface HubPort {
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke(method: string, ...args: unknown[]): Promise<unknown>;
  on(event: string, listener: (...args: unknown[]) => void): void;
  onclose(listener: (error?: Error) => void): void;
  onreconnected(listener: () => void): void;
}

/** What a connection is opened with. */
export interface HubPortSettings {
  /** The hub's address with its query; no bearer is ever put into it. */
  readonly address: string;
  /** The session's token for the `Authorization` header, asked for at each negotiate; undefined where a cookie carries it. */
  readonly getToken: (() => string | Promise<string>) | undefined;
  /** Headers of every request and of the upgrade; browsers refuse most of them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly reconnect: IRetryPolicy;
  /** Told what the hub said when it refused an HTTP request. */
  readonly refused: (error: NaraError) => void;
}
