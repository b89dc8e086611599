import type { CloseMessage, CompletionMessage, StreamItemMessage } from '../protocol/hub-message.ts';
import type { EncodedMessage, HubProtocol } from '../protocol/hub-protocol.ts';
import type { Transport } from '../transport.ts';
import type { HubRuntime } from './hub-runtime.ts';
import { type Call, threw } from './invoke-method.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

/** What one connection sends in its protocol, until it is closed. */
export class ConnectionOutput {
  readonly #protocol: HubProtocol;
  readonly #transport: Transport;
  #isClosed = false;

  constructor(protocol: HubProtocol, transport: Transport) {
    this.#protocol = protocol;
    this.#transport = transport;
  }

  /** Throws what the serialiser throws, as the rest does but {@link ConnectionOutput.complete}. */
  deliver(message: OutgoingMessage): void {
    if (!this.#isClosed) this.#transport.send(message.encodedFor(this.#protocol));
  }

  /** The promise, if there is one, settles when the next item may follow. */
  sendItem(item: StreamItemMessage): Promise<void> | undefined {
    if (this.#isClosed) return undefined;
    this.#transport.send(this.#protocol.encode(item));
    return this.#transport.drained();
  }

  /** Answers a call whose client waits for it; a result that cannot be written is answered as an error. */
  complete(call: Call, completion: CompletionMessage): void {
    if (completion.invocationId === '' || this.#isClosed) return;
    let encoded: EncodedMessage;
    try {
      encoded = this.#protocol.encode(completion);
    } catch (error) {
      encoded = this.#protocol.encode(threw(call, error));
    }
    this.#transport.send(encoded);
  }

  ping(runtime: HubRuntime): void {
    if (!this.#transport.hasInherentKeepAlive) this.#transport.send(runtime.ping(this.#protocol));
  }

  /** Sends nothing more after this. */
  close(message: CloseMessage | undefined): void {
    if (message !== undefined) this.#transport.send(this.#protocol.encode(message));
    this.#isClosed = true;
  }
}
