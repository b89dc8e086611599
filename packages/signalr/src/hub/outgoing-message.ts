import type { InvocationMessage } from '../protocol/hub-message.ts';
import { messageType } from '../protocol/hub-message.ts';
import type { EncodedMessage, HubProtocol } from '../protocol/hub-protocol.ts';

/** An event on its way to any number of connections, encoded once per protocol, when the first of them needs it. */
export class OutgoingMessage {
  readonly message: InvocationMessage;
  #protocol: HubProtocol | undefined;
  #encoded: EncodedMessage | undefined;
  #others: Map<HubProtocol, EncodedMessage> | undefined;

  /** With an id, the client is asked for a result. */
  constructor(target: string, values: readonly unknown[], invocationId?: string) {
    const id = invocationId === undefined ? undefined : { invocationId };
    this.message = { type: messageType.invocation, ...id, target, arguments: values };
  }

  encodedFor(protocol: HubProtocol): EncodedMessage {
    if (this.#encoded !== undefined && this.#protocol === protocol) return this.#encoded;
    const known = this.#others?.get(protocol);
    if (known !== undefined) return known;
    const encoded = protocol.encode(this.message);
    if (this.#encoded === undefined) {
      this.#protocol = protocol;
      this.#encoded = encoded;
    } else {
      this.#others ??= new Map();
      this.#others.set(protocol, encoded);
    }
    return encoded;
  }
}
