import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** The kinds of frame (RFC 6455, section 5.2). */
export const opcode = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** In turns of the event loop. */
const patience = 500;

/** A frame from the server. */
export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** A WebSocket whose client may do anything: its bytes are written as they are. */
export class RawSocket {
  readonly socket: Socket;
  readonly frames: Frame[] = [];
  /** What came before it was a WebSocket: an answer by HTTP. */
  head = '';
  /** Settles when the connection is gone. */
  readonly over: Promise<void>;
  #isOver = false;
  #rest: Buffer = Buffer.alloc(0);
  #isOpen = false;
  #wake = (): void => {};

  constructor(port: number, head: string) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('error', () => {});
    this.socket.on('data', chunk => this.#take(chunk));
    this.over = new Promise(resolve => {
      this.socket.once('close', () => {
        this.#isOver = true;
        this.#wake();
        resolve();
      });
    });
    this.socket.write(head);
  }

  /** Opens one; undefined where it was refused. */
  static async open(port: number, path: string): Promise<RawSocket | undefined> {
    const raw = new RawSocket(port, upgradeTo(path));
    await raw.until(() => raw.#isOpen);
    return raw.#isOpen ? raw : undefined;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Waits until this is so, or the connection is gone. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo() && !this.#isOver) {
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits for the first of an answer by HTTP, a while; each turn something may be done. */
  async isAnswered(meanwhile: () => void): Promise<void> {
    for (let turn = 0; turn < patience && this.head === '' && !this.#isOver; turn += 1) {
      meanwhile();
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  write(bytes: Uint8Array): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  /** Waits until the server has read all that was written; false: it has closed instead. */
  async isHeard(): Promise<boolean> {
    const before = this.#count(opcode.pong);
    this.write(frameOf(opcode.ping, Buffer.alloc(0)));
    await this.until(() => this.#count(opcode.pong) > before || this.#count(opcode.close) > 0);
    return this.#count(opcode.pong) > before;
  }

  /** Says goodbye as a WebSocket does, and waits for the end. */
  async leave(): Promise<void> {
    this.write(frameOf(opcode.close, Buffer.of(0x03, 0xe8)));
    await this.until(() => this.#count(opcode.close) > 0);
    this.socket.end();
    await this.over;
  }

  /** What came in frames of data, put together. */
  get data(): Buffer {
    return Buffer.concat(this.frames.filter(isData).map(({ payload }) => payload));
  }

  /** Whether the first of them was binary. */
  get isBinary(): boolean {
    return this.frames.find(isData)?.opcode === opcode.binary;
  }

  /** With which code the server has closed; undefined: it has not. */
  get closeCode(): number | undefined {
    const frame = this.frames.find(each => each.opcode === opcode.close);
    return frame === undefined ? undefined : frame.payload.length < 2 ? 1005 : frame.payload.readUInt16BE();
  }

  #count(kind: number): number {
    return this.frames.filter(frame => frame.opcode === kind).length;
  }

  #take(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    if (!this.#isOpen) {
      this.head = this.#rest.toString('latin1');
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end < 0 || !this.#rest.subarray(0, end).toString().startsWith('HTTP/1.1 101')) return;
      this.#rest = this.#rest.subarray(end + 4);
      this.#isOpen = true;
    }
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) this.frames.push(frame);
    this.#wake();
  }

  #next(): Frame | undefined {
    const [first, second] = this.#rest;
    if (first === undefined || second === undefined) return undefined;
    const long = second === 126 ? 2 : second === 127 ? 8 : 0;
    const start = 2 + long;
    if (this.#rest.length < start) return undefined;
    const length = long === 0 ? second : this.#rest.readUIntBE(long === 8 ? 4 : 2, long === 8 ? 6 : 2);
    if (this.#rest.length < start + length) return undefined;
    const payload = this.#rest.subarray(start, start + length);
    this.#rest = this.#rest.subarray(start + length);
    return { opcode: first & 0x0f, payload };
  }
}

function isData(frame: Frame): boolean {
  return frame.opcode === opcode.text || frame.opcode === opcode.binary;
}

/** A frame from a client, whose mask is all noughts. */
export function frameOf(kind: number, payload: Uint8Array): Buffer {
  const { length } = payload;
  const head =
    length < 126
      ? [length | 0x80]
      : length < 65_536
        ? [0xfe, length >> 8, length & 255]
        : [0xff, ...wide(length)];
  return Buffer.concat([Buffer.of(0x80 | kind, ...head, 0, 0, 0, 0), payload]);
}

function wide(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}

function upgradeTo(path: string): string {
  const lines = ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
  const key = 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==';
  return [`GET ${path} HTTP/1.1`, ...lines, key, '', ''].join('\r\n');
}
