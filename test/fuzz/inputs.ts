import { readFileSync } from 'node:fs';
import fc from 'fast-check';

/** A list of the corpus. What the fuzzer has found goes there, so that it is tried ever after. */
function corpus(name: string): readonly string[] {
  const text = readFileSync(new URL(`corpus/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as string[];
}

const separator = '\u001e';

/** The corpus in bytes. JSON messages have their separators, MessagePack's their lengths. */
export const known = {
  handshakes: corpus('handshakes').map(text => Buffer.from(`${text}${separator}`)),
  json: corpus('json').map(text => Buffer.from(`${text}${separator}`)),
  messagepack: corpus('messagepack').map(hex => withLength(Buffer.from(hex, 'hex'))),
  frames: corpus('frames').map(hex => Buffer.from(hex, 'hex')),
  requests: corpus('requests'),
} as const;

function withLength(body: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = body.length; ; rest >>= 7) {
    length.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
    if (rest <= 0x7f) break;
  }
  return Buffer.concat([Buffer.from(length), body]);
}

/** One change of bytes: some are overwritten, left out, said again, or come from another entry. */
const change = fc.record({
  kind: fc.constantFrom('flip', 'drop', 'repeat', 'insert', 'splice'),
  at: fc.nat(),
  length: fc.integer({ min: 1, max: 16 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  other: fc.nat(),
});
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

/** Entries of the corpus as they are, changed a little, or pure noise. */
export function nearly(entries: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const entry = fc.constantFrom(...entries);
  return fc.oneof(
    { weight: 3, arbitrary: entry },
    {
      weight: 4,
      arbitrary: fc
        .tuple(entry, fc.array(change, { minLength: 1, maxLength: 3 }))
        .map(([bytes, changes]) => changes.reduce((now, one) => changed(now, one, entries), bytes)),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map(bytes => Buffer.from(bytes)) },
  );
}

function changed(
  bytes: Buffer,
  { kind, at, length, bytes: noise, other }: Change,
  entries: readonly Buffer[],
): Buffer {
  const start = at % (bytes.length + 1);
  const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)];
  switch (kind) {
    case 'flip':
      return Buffer.concat([before, noise, after.subarray(noise.length)]);
    case 'drop':
      return Buffer.concat([before, after.subarray(length)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, length), after.subarray(0, length), after]);
    case 'insert':
      return Buffer.concat([before, noise, after]);
    case 'splice': {
      const foreign = entries[other % entries.length] ?? bytes;
      return Buffer.concat([before, foreign.subarray(foreign.length >> 1)]);
    }
  }
}

/** Cuts bytes at places that are given as any numbers. */
export function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map(place => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.subarray(ends[i - 1] ?? 0, end));
}
