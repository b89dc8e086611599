import { HttpTransportType, type HubConnection, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { Fetch } from '../http/request-json.ts';
import { HeaderHttpClient } from './header-http-client.ts';
import type { HubPortSettings } from './hub-port.ts';

/** What a connection goes over. */
export interface Network {
  readonly fetch: Fetch;
  /** Default: the machine's, as the official client finds it. */
  readonly WebSocket?: unknown;
  /** What the official client writes to the console. Default: warnings; at Information it would write addresses. */
  readonly logLevel?: LogLevel.Warning | LogLevel.None;
}

/**
 * A connection of the unmodified official client: over WebSockets, and by long polling where they fail and the hub offers it. What a
 * browser's bundle leaves out of it is in `scripts/trim-signalr.ts`, which holds for the options here.
 */
export function openOfficialHub(settings: HubPortSettings, network: Network): HubConnection {
  const { fetch, WebSocket, logLevel = LogLevel.Warning } = network;
  const options = {
    httpClient: new HeaderHttpClient(settings, fetch),
    headers: { ...settings.headers },
    transport: HttpTransportType.WebSockets | HttpTransportType.LongPolling,
    withCredentials: settings.getToken === undefined,
    logger: logLevel,
    // The official client knows this option; its types leave it out.
    ...(WebSocket === undefined ? {} : { WebSocket }),
  };
  return new HubConnectionBuilder()
    .withUrl(settings.address, options)
    .configureLogging(logLevel)
    .withAutomaticReconnect(settings.reconnect)
    .build();
}
