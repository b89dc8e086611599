/** What the protocols need of texts and bytes. */
export interface Bytes {
  /** A text as UTF-8; lone surrogates become U+FFFD. */
  fromText(text: string): Uint8Array;
  /** The text of the bytes from `start` up to `end`; what is no UTF-8 becomes U+FFFD, and nothing is dropped. */
  toText(bytes: Uint8Array, start: number, end: number): string;
  concat(chunks: readonly Uint8Array[]): Uint8Array;
  toBase64(bytes: Uint8Array): string;
  /** As in addresses, without padding (RFC 4648, section 5). */
  toBase64Url(bytes: Uint8Array): string;
  /** The same bytes as what this makes: in Node a `Buffer`. */
  from(data: ArrayBuffer): Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** By what every browser has. */
export const webBytes: Bytes = {
  fromText: text => encoder.encode(text),
  toText: (bytes, start, end) => decoder.decode(bytes.subarray(start, end)),
  concat(chunks) {
    const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  },
  from: data => new Uint8Array(data),
  toBase64: bytes => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join('')),
  toBase64Url: bytes =>
    webBytes.toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
};

/** By Node's `Buffer`: for the short texts of a hub several times as fast. */
function bufferBytes(buffer: typeof Buffer): Bytes {
  const view = (bytes: Uint8Array): Buffer =>
    buffer.isBuffer(bytes) ? bytes : buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    fromText: text => buffer.from(text),
    toText: (bytes, start, end) => view(bytes).toString('utf8', start, end),
    concat: chunks => buffer.concat(chunks),
    toBase64: bytes => view(bytes).toString('base64'),
    toBase64Url: bytes => view(bytes).toString('base64url'),
    from: data => buffer.from(data),
  };
}

/** By `Buffer` where there is one. Asked of `globalThis`, so that no bundler brings a replacement along. */
export const bytes: Bytes =
  typeof globalThis.Buffer === 'function' ? bufferBytes(globalThis.Buffer) : webBytes;
