import { inNextTurn } from '../next-turn.ts';
import type { ClientEnd, FrameData, HubEnd } from './socket-pair.ts';
import { closeCode } from './socket-pair.ts';

/** As much of a WebSocket as the official client uses. */
export interface MemorySocket {
  readonly url: string;
  readonly readyState: number;
  binaryType: 'blob' | 'arraybuffer';
  onopen: ((event: { readonly type: 'open' }) => void) | null;
  onmessage: ((event: { readonly data: FrameData }) => void) | null;
  onerror: ((event: { readonly type: 'error' }) => void) | null;
  onclose: ((event: MemoryCloseEvent) => void) | null;
  send(data: string | ArrayBuffer | Uint8Array): void;
  close(): void;
}

/** How a socket ended. */
export interface MemoryCloseEvent {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

/** What the official client calls with `new`. The third argument is what it gives in Node. */
export interface MemorySocketConstructor {
  new (
    url: string | URL,
    protocols?: string | string[],
    init?: { readonly headers?: Readonly<Record<string, string>> },
  ): MemorySocket;
  readonly CONNECTING: 0;
  readonly OPEN: 1;
  readonly CLOSING: 2;
  readonly CLOSED: 3;
}

/** Opens the hub's end for a client's, or answers undefined where the hub refuses. */
export type ConnectSocket = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  client: ClientEnd,
) => Promise<HubEnd | undefined>;

/** The sockets of one line. */
export function socketsOver(connect: ConnectSocket): MemorySocketConstructor {
  return class implements MemorySocket, ClientEnd {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly url: string;
    binaryType: MemorySocket['binaryType'] = 'blob';
    onopen: MemorySocket['onopen'] = null;
    onmessage: MemorySocket['onmessage'] = null;
    onerror: MemorySocket['onerror'] = null;
    onclose: MemorySocket['onclose'] = null;
    #state = 0;
    #hub: HubEnd | undefined;

    constructor(
      url: string | URL,
      _protocols?: string | string[],
      init: { readonly headers?: Readonly<Record<string, string>> } = {},
    ) {
      this.url = new URL(url).href;
      inNextTurn(() => void this.#connect(init.headers ?? {}));
    }

    get readyState(): number {
      return this.#state;
    }

    send(data: string | ArrayBuffer | Uint8Array): void {
      if (this.#state !== 1) return;
      this.#hub?.accept(typeof data === 'string' ? data : new Uint8Array(data).slice().buffer);
    }

    close(): void {
      if (this.#state >= 2) return;
      this.#state = 2;
      this.#hub?.left();
      inNextTurn(() => this.closed(closeCode.normal));
    }

    receive(data: FrameData): void {
      if (this.#state === 1) this.onmessage?.({ data });
    }

    closed(code: number): void {
      if (this.#state === 3) return;
      this.#state = 3;
      const wasClean = code !== closeCode.lost;
      if (!wasClean) this.onerror?.({ type: 'error' });
      this.onclose?.({ code, reason: '', wasClean });
    }

    async #connect(headers: Readonly<Record<string, string>>): Promise<void> {
      const hub = await connect(new URL(this.url), lowerCased(headers), this);
      if (hub === undefined) {
        this.closed(closeCode.lost);
        return;
      }
      if (this.#state !== 0) {
        hub.left();
        return;
      }
      this.#hub = hub;
      this.#state = 1;
      this.onopen?.({ type: 'open' });
    }
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
