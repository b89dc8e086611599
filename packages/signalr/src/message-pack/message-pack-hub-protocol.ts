import type { HubMessage } from '../protocol/hub-message.ts';
import { messageType } from '../protocol/hub-message.ts';
import type { HubProtocol, MessageReader } from '../protocol/hub-protocol.ts';
import { EncodedMessage } from '../protocol/hub-protocol.ts';
import { encodeValues } from './encode-values.ts';
import { LengthPrefixed, prefixed } from './length-prefixed.ts';
import { readMessage, resultKind } from './read-message.ts';

/**
 * The MessagePack protocol (HubProtocol.md, "MessagePack encoding"), version 2: what 1 lacks is Ack and Sequence. Dates are timestamps, bytes are bin;
 * integers beyond JavaScript's safe range come and go as bigints.
 */
export const messagePackHubProtocol: HubProtocol = {
  name: 'messagepack',
  version: 2,
  transferFormat: 'Binary',
  createReader: limit => new MessagePackMessageReader(limit),
  encode: message => new EncodedMessage(prefixed(encodeValues(itemsOf(message))), message),
};

class MessagePackMessageReader implements MessageReader {
  readonly #bodies: LengthPrefixed;

  constructor(limit: number | null) {
    this.#bodies = new LengthPrefixed(limit);
  }

  get buffered(): number {
    return this.#bodies.buffered;
  }

  push(chunk: Uint8Array): void {
    this.#bodies.push(chunk);
  }

  next(): HubMessage | undefined {
    for (;;) {
      const body = this.#bodies.next();
      if (body === undefined) return undefined;
      const message = readMessage(body);
      if (message !== undefined) return message;
    }
  }
}

/** No message of ours has headers. */
const headers = {};

/** A message as the items of its array. */
function itemsOf(message: HubMessage): readonly unknown[] {
  const { type } = message;
  switch (type) {
    case messageType.invocation:
    case messageType.streamInvocation: {
      const { invocationId = null, target, streamIds = [] } = message;
      return [type, headers, invocationId, target, message.arguments, streamIds];
    }
    case messageType.streamItem:
      return [type, headers, message.invocationId, message.item];
    case messageType.completion: {
      const { invocationId, error } = message;
      if (error !== undefined) return [type, headers, invocationId, resultKind.error, error];
      if (!('result' in message)) return [type, headers, invocationId, resultKind.none];
      return [type, headers, invocationId, resultKind.value, message.result];
    }
    case messageType.cancelInvocation:
      return [type, headers, message.invocationId];
    case messageType.ping:
      return [type];
    case messageType.close: {
      const { error = null, allowReconnect = false } = message;
      return [type, error, allowReconnect];
    }
    case messageType.ack:
    case messageType.sequence:
      return [type, message.sequenceId];
  }
}
