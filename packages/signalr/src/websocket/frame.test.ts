import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { dataFrame, opcode } from './frame.ts';

// The parser of `ws` is exported, but its types leave it out.
const { Receiver }: { Receiver: new (options: { isServer: boolean }) => Writable } = createRequire(
  import.meta.url,
)('ws');

/** Reads frames with `ws`, as a client does. */
function receive(frame: Buffer): Promise<{ readonly data: Buffer; readonly binary: boolean }> {
  return new Promise((resolve, reject) => {
    const receiver = new Receiver({ isServer: false });
    receiver.on('message', (data: Buffer, binary: boolean) => resolve({ data, binary }));
    receiver.on('error', reject);
    receiver.write(frame);
  });
}

describe('a data frame', () => {
  for (const size of [0, 1, 125, 126, 65_535, 65_536, 100_000]) {
    it(`of ${size} bytes is read as it was written`, async () => {
      const payload = Buffer.alloc(size, 'a');
      assert.deepEqual(await receive(dataFrame(payload, opcode.text)), { data: payload, binary: false });
      assert.deepEqual(await receive(dataFrame(payload, opcode.binary)), { data: payload, binary: true });
    });
  }
});
