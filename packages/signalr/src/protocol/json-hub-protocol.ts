import { bytes } from './bytes.ts';
import type { HubMessage } from './hub-message.ts';
import { messageType } from './hub-message.ts';
import type { HubProtocol, MessageReader } from './hub-protocol.ts';
import { EncodedMessage } from './hub-protocol.ts';
import { readJsonMessage } from './read-json-message.ts';
import { TextRecords } from './text-records.ts';

/** The JSON protocol (HubProtocol.md, "JSON encoding"), version 2: what 1 lacks is Ack and Sequence. */
export const jsonHubProtocol: HubProtocol = {
  name: 'json',
  version: 2,
  transferFormat: 'Text',
  createReader: limit => new JsonMessageReader(limit),
  encode: message => new EncodedMessage(bytes.fromText(`${writeJsonMessage(message)}\u001e`), message),
};

class JsonMessageReader implements MessageReader {
  readonly #records: TextRecords;

  constructor(limit: number | null) {
    this.#records = new TextRecords(limit);
  }

  get buffered(): number {
    return this.#records.buffered;
  }

  push(chunk: Uint8Array): void {
    this.#records.push(chunk);
  }

  next(): HubMessage | undefined {
    for (;;) {
      const text = this.#records.next();
      if (text === undefined) return undefined;
      const message = readJsonMessage(text);
      if (message !== undefined) return message;
    }
  }
}

/** Members in ASP.NET Core's order. */
function writeJsonMessage(message: HubMessage): string {
  switch (message.type) {
    case messageType.completion: {
      const head = `{"type":3,"invocationId":${JSON.stringify(message.invocationId)}`;
      if (message.error !== undefined) return `${head},"error":${JSON.stringify(message.error)}}`;
      return 'result' in message ? `${head},"result":${valueText(message.result)}}` : `${head}}`;
    }
    case messageType.invocation:
    case messageType.streamInvocation: {
      const id =
        message.invocationId === undefined ? '' : `"invocationId":${JSON.stringify(message.invocationId)},`;
      const streams =
        message.streamIds === undefined ? '' : `,"streamIds":${JSON.stringify(message.streamIds)}`;
      const values = message.arguments.map(valueText).join(',');
      return `{"type":${message.type},${id}"target":${JSON.stringify(message.target)},"arguments":[${values}]${streams}}`;
    }
    case messageType.streamItem:
      return `{"type":2,"invocationId":${JSON.stringify(message.invocationId)},"item":${valueText(message.item)}}`;
    case messageType.close: {
      const error = message.error === undefined ? '' : `,"error":${JSON.stringify(message.error)}`;
      return `{"type":7${error}${message.allowReconnect === true ? ',"allowReconnect":true' : ''}}`;
    }
    case messageType.cancelInvocation:
    case messageType.ping:
    case messageType.ack:
    case messageType.sequence:
      return JSON.stringify(message);
  }
}

/** A value as JSON: undefined as null, bytes (themselves, not inside something) as base64 like .NET's `byte[]`. */
function valueText(value: unknown): string {
  if (value instanceof Uint8Array) return JSON.stringify(bytes.toBase64(value));
  // JSON.stringify answers undefined for undefined, functions and symbols, whatever its type says.
  const text: string | undefined = JSON.stringify(value);
  return text ?? 'null';
}
