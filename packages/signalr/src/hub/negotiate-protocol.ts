import { readHandshake } from '../protocol/handshake.ts';
import type { HubProtocol, TransferFormat } from '../protocol/hub-protocol.ts';
import type { TextRecords } from '../protocol/text-records.ts';
import type { ErrorDisplay } from './error-text.ts';
import { errorText } from './error-text.ts';

/** What came of a handshake: a protocol to speak, or the text to refuse it with. */
export type HandshakeOutcome =
  | { readonly protocol: HubProtocol; readonly version: number; readonly refusal?: undefined }
  | { readonly refusal: string };

/** The text for a handshake that took too long, or is longer than a message may be. */
export const handshakeCanceled = 'Handshake was canceled.';

/** Reads the first record as a handshake and chooses the protocol. Undefined: more bytes are needed. Never throws. */
export function negotiateProtocol(
  records: TextRecords,
  find: (name: string) => HubProtocol | undefined,
  formats: readonly TransferFormat[],
  errors: ErrorDisplay,
): HandshakeOutcome | undefined {
  let text: string | undefined;
  try {
    text = records.next();
  } catch {
    return { refusal: handshakeCanceled };
  }
  if (text === undefined) return undefined;
  try {
    const { protocol: name, version } = readHandshake(text);
    const protocol = find(name);
    if (protocol === undefined) return { refusal: `The protocol '${name}' is not supported.` };
    if (version > protocol.version) {
      return {
        refusal: `The server does not support version ${version} of the '${protocol.name}' protocol.`,
      };
    }
    const format = protocol.transferFormat;
    if (formats.includes(format)) return { protocol, version };
    return {
      refusal: `Cannot use the '${protocol.name}' protocol on the current transport. The transport does not support '${format}' transfer format.`,
    };
  } catch (error) {
    return { refusal: errorText('An unexpected error occurred during connection handshake.', error, errors) };
  }
}
