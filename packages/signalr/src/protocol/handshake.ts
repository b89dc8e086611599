import { bytes } from './bytes.ts';
import { int32, parseRecord, wrongType } from './json-record.ts';
import { SignalRError } from './signalr-error.ts';

/** What a client asks for with its first record. */
export interface HandshakeRequest {
  readonly protocol: string;
  readonly version: number;
}

/** Reads a handshake request (HubProtocol.md, "Overview"). Unknown members are passed over. Throws a `SignalRError`. */
export function readHandshake(text: string): HandshakeRequest {
  const record = parseRecord(text);
  const protocol = record['protocol'];
  const version = record['version'];
  if (protocol !== undefined && typeof protocol !== 'string') throw wrongType('protocol', 'String');
  if (version !== undefined && version !== null && typeof version !== 'number') {
    throw wrongType('version', 'Number');
  }
  if (protocol === undefined) throw missingFrom('protocol', text);
  if (version === undefined || version === null) throw missingFrom('version', text);
  return { protocol, version: int32(version) };
}

/** The answer to a handshake: accepted, or refused with this text. */
export function writeHandshakeResponse(error?: string): Uint8Array {
  return bytes.fromText(error === undefined ? '{}\u001e' : `${JSON.stringify({ error })}\u001e`);
}

function missingFrom(property: string, text: string): SignalRError {
  return new SignalRError(
    'invalid_data',
    `Missing required property '${property}'. Message content: ${text}`,
  );
}
