import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { Socket } from 'node:net';

/** A WebSocket opened by hand, so that a test chooses every header. */
export interface RawSocket {
  /** 101, or the status that refused it. */
  readonly status: number;
  /** Sends SignalR messages, each followed by its separator. */
  send(...messages: readonly object[]): void;
  /** The next SignalR message that the test asks for; undefined once the socket is closed. */
  until(
    matches: (message: Readonly<Record<string, unknown>>) => boolean,
  ): Promise<Readonly<Record<string, unknown>> | undefined>;
  close(): void;
}

const separator = '\u001e';

/** Upgrades `address` with these headers. */
export function openRawSocket(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<RawSocket> {
  return new Promise((resolve, reject) => {
    const asked = request(address, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
        ...headers,
      },
    });
    asked.once('error', reject);
    asked.once('response', response => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, send() {}, until: async () => undefined, close() {} });
    });
    asked.once('upgrade', (_response, socket: Socket, head: Buffer) => resolve(openSocket(socket, head)));
    asked.end();
  });
}

function openSocket(socket: Socket, head: Buffer): RawSocket {
  const messages: Record<string, unknown>[] = [];
  let bytes = head;
  let closed = false;
  let wake = (): void => {};
  const take = (): void => {
    for (let frame = readFrame(bytes); frame !== undefined; frame = readFrame(bytes)) {
      bytes = frame.rest;
      if (frame.opcode === 8) socket.end(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
      if (frame.opcode !== 1) continue;
      for (const text of frame.text.split(separator)) if (text !== '') messages.push(JSON.parse(text));
    }
    wake();
  };
  socket.on('data', chunk => {
    bytes = Buffer.concat([bytes, chunk]);
    take();
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    closed = true;
    wake();
  });
  take();
  return {
    status: 101,
    send: (...sent) =>
      void socket.write(textFrame(sent.map(one => JSON.stringify(one) + separator).join(''))),
    async until(matches) {
      for (;;) {
        const index = messages.findIndex(matches);
        if (index !== -1) return messages.splice(0, index + 1).at(-1);
        if (closed) return undefined;
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
    },
    close: () => void socket.destroy(),
  };
}

function readFrame(
  bytes: Buffer,
): { readonly opcode: number; readonly text: string; readonly rest: Buffer } | undefined {
  if (bytes.length < 2) return undefined;
  const short = bytes.readUInt8(1) & 0x7f;
  const start = short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const length = short === 126 ? bytes.readUInt16BE(2) : short;
  if (bytes.length < start + length) return undefined;
  return {
    opcode: bytes.readUInt8(0) & 0x0f,
    text: bytes.subarray(start, start + length).toString('utf8'),
    rest: bytes.subarray(start + length),
  };
}

/** A masked text frame (RFC 6455, 5.2) whose mask is zero. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
