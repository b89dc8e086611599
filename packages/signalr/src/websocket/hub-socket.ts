import type { RawData, ServerOptions } from 'ws';
import { WebSocket, WebSocketServer } from 'ws';

/** How a WebSocket is closed (RFC 6455, section 7.4.1). */
export const closeCode = {
  normal: 1000,
  protocolError: 1002,
  badText: 1007,
  tooBig: 1009,
  failed: 1011,
} as const;

/** Who hears a socket. */
export interface SocketListener {
  received(data: Buffer): void;
  /** A frame over the bound began; the socket closes next. */
  receivedTooLarge(): void;
  closed(code: number): void;
}

/**
 * A WebSocket that closes as ASP.NET Core's do: with 1000 and no reason whatever code the client closed with, where `ws`
 * would send the client's back (1005 for an empty close). A frame over the bound is told to the listener first, so that
 * the hub can say why.
 */
export class HubSocket extends WebSocket {
  #listener: SocketListener | undefined;

  /** Tells the listener what comes from now on, by functions that all sockets share. */
  attach(listener: SocketListener): void {
    this.#listener = listener;
    this.on('message', this.#message);
    this.on('error', this.#error);
    this.on('close', this.#close);
  }

  #message(data: RawData): void {
    if (Buffer.isBuffer(data)) this.#listener?.received(data);
  }

  #error(): void {
    // `ws` closes the socket itself and says so by `close`.
  }

  #close(code: number): void {
    this.#listener?.closed(code);
  }

  override close(code?: number, reason?: string | Buffer): void {
    // `ws` gives a reason, if only an empty one, when it passes on a client's close, and none when it found a fault itself.
    const fault = reason === undefined ? code : undefined;
    if (fault === closeCode.tooBig) this.#listener?.receivedTooLarge();
    const kept =
      fault === closeCode.protocolError || fault === closeCode.badText || fault === closeCode.failed;
    super.close(kept ? fault : closeCode.normal);
  }
}

/** Turns upgrade requests into sockets. */
export type Acceptor = InstanceType<typeof WebSocketServer<typeof HubSocket>>;

/** Makes the acceptor of an endpoint's upgrades. It owns no port. */
export function createAcceptor(options: {
  /** The largest frame read at all, in bytes; 0 for none. Beyond it the hub's own limit cannot be applied byte by byte. */
  readonly maximumFrame: number;
  readonly closeTimeout: number;
}): Acceptor {
  const settings: ServerOptions<typeof HubSocket> & { readonly closeTimeout: number } = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    WebSocket: HubSocket,
    maxPayload: options.maximumFrame,
    closeTimeout: options.closeTimeout,
  };
  return new WebSocketServer<typeof HubSocket>(settings);
}
