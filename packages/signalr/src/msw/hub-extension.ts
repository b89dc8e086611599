import { type WebSocketData, WebSocketExtension } from 'msw/ws';
import { bytes } from '../protocol/bytes.ts';
import { readHandshake, writeHandshakeResponse } from '../protocol/handshake.ts';
import { type HubMessage, messageType } from '../protocol/hub-message.ts';
import { jsonHubProtocol } from '../protocol/json-hub-protocol.ts';
import { parseRecord } from '../protocol/json-record.ts';
import { TextRecords } from '../protocol/text-records.ts';

/**
 * SignalR's words on an MSW link, message by message: `client.send({ type: 1, target: 'said', arguments: ['hello'] })`, and `message`
 * events whose `data` is one message. Handshake and pings are seen to and not shown. Speaks JSON. A hub with methods is
 * served by `serveHub` instead.
 */
export class HubExtension extends WebSocketExtension<HubMessage> {
  override encode(message: HubMessage): string {
    return textOf(jsonHubProtocol.encode(message).bytes);
  }

  override *decode(data: WebSocketData): Generator<HubMessage, void> {
    const reader = jsonHubProtocol.createReader(null);
    for (const chunk of readFrame(data).rest) reader.push(chunk);
    for (let message = reader.next(); message !== undefined; message = reader.next())
      if (message.type !== messageType.ping) yield message;
  }

  override *receive(data: WebSocketData): Generator<string, void> {
    const { handshake, rest } = readFrame(data);
    if (handshake !== undefined) yield textOf(writeHandshakeResponse(refusalOf(handshake)));
    // A server pings by itself, on a timer; one that answers pings is as alive to its client.
    const isPing = rest.length === 1 && rest.some(chunk => textOf(chunk) === ping);
    if (isPing) yield ping;
  }
}

const ping = textOf(jsonHubProtocol.encode({ type: messageType.ping }).bytes);

/** Takes a frame apart. The first record of either side has no type: it is the handshake. */
function readFrame(data: WebSocketData): {
  readonly handshake?: string;
  readonly rest: readonly Uint8Array[];
} {
  if (data instanceof Blob) throw new TypeError('data: a text is expected');
  const whole = typeof data === 'string' ? bytes.fromText(data) : viewOf(data);
  const records = new TextRecords(null);
  records.push(whole);
  const first = records.next();
  if (first === undefined || 'type' in parseRecord(first)) return { rest: [whole] };
  return { handshake: first, rest: records.takeRest() };
}

/** Why a client's handshake is refused; undefined where it is not. */
function refusalOf(handshake: string): string | undefined {
  const { protocol } = readHandshake(handshake);
  return protocol === jsonHubProtocol.name ? undefined : `The protocol '${protocol}' is not supported.`;
}

function viewOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function textOf(written: Uint8Array): string {
  return bytes.toText(written, 0, written.length);
}
