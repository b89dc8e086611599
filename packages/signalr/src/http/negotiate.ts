import type { TransferFormat } from '../protocol/hub-protocol.ts';
import type { TransportName } from '../transport.ts';
import type { NegotiateRedirect } from './endpoint-options.ts';
import type { NegotiatedEntry } from './negotiated-connections.ts';

/** The highest negotiate version spoken. */
const highestVersion = 1;

/** What each transport carries, in the order in which they are offered. */
const offered: readonly { readonly transport: TransportName; readonly transferFormats: TransferFormat[] }[] =
  [
    { transport: 'WebSockets', transferFormats: ['Text', 'Binary'] },
    { transport: 'ServerSentEvents', transferFormats: ['Text'] },
    { transport: 'LongPolling', transferFormats: ['Text', 'Binary'] },
  ];

/** The version to speak with a client that asks for this one, or the text to refuse it with (TransportProtocols.md). */
export function negotiateVersion(
  asked: string | undefined,
  minimum: number,
): { readonly version: number } | { readonly error: string } {
  const version = asked === undefined ? 0 : readInteger(asked);
  if (version === undefined) {
    return { error: 'The client requested a non-integer protocol version.' };
  }
  if (version < minimum) {
    return {
      error: `The client requested version '${version}', but the server does not support this version.`,
    };
  }
  return { version: Math.min(version, highestVersion) };
}

/** The body of a successful negotiate, members in ASP.NET Core's order. */
export function negotiateBody(
  entry: Pick<NegotiatedEntry, 'connectionId' | 'token' | 'isResumable'>,
  version: number,
  transports: readonly TransportName[],
): string {
  return JSON.stringify({
    ...(entry.isResumable ? { useStatefulReconnect: true } : undefined),
    negotiateVersion: version,
    connectionId: entry.connectionId,
    ...(version > 0 ? { connectionToken: entry.token } : undefined),
    availableTransports: offered.filter(({ transport }) => transports.includes(transport)),
  });
}

/** The body of a negotiate that sends the client elsewhere, where it negotiates again. */
export function redirectBody({ url, accessToken }: NegotiateRedirect, version: number): string {
  return JSON.stringify({ negotiateVersion: version, url, accessToken, availableTransports: [] });
}

/** Whether a client that says this of stateful reconnect asks for it, as .NET reads a truth value. */
export function asksToResume(said: string | undefined): boolean {
  return said !== undefined && /^\s*true\s*$/i.test(said);
}

function readInteger(text: string): number | undefined {
  if (!/^\s*[+-]?\d{1,10}\s*$/.test(text)) return undefined;
  const value = Number(text);
  return Math.abs(value) <= 2_147_483_647 ? value : undefined;
}
