/** The two kinds of data frame (RFC 6455, section 5.6). */
export const opcode = { text: 1, binary: 2 } as const;

/** A whole message as one unmasked frame from server to client (RFC 6455, section 5.2). */
export function dataFrame(payload: Uint8Array, code: (typeof opcode)[keyof typeof opcode]): Buffer {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = 0x80 | code;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(payload, head);
  return frame;
}
