import type { HubProtocol } from '@nara/signalr';
import fc from 'fast-check';
import type { FuzzedHub } from './fuzzed-hub.ts';
import { startFuzzedHub } from './fuzzed-hub.ts';
import { cutAt, known, nearly } from './inputs.ts';
import { judge } from './judge.ts';
import { frameOf, opcode, RawSocket } from './raw-socket.ts';

/** How often the fuzzer tries, unless `NARA_FUZZ_RUNS` says otherwise. */
export const usualRuns = Number(process.env['NARA_FUZZ_RUNS'] ?? 300);

const shakesJson = Buffer.from('{"protocol":"json","version":1}\u001e');
const shakesMessagePack = Buffer.from('{"protocol":"messagepack","version":2}\u001e');

/** What one client sends: a handshake that is one or nearly one, and messages of its protocol or nearly. */
export const conversation = fc.oneof(
  parts(fc.oneof(fc.constant(shakesJson), nearly(known.handshakes)), known.json),
  parts(fc.constant(shakesMessagePack), known.messagepack),
);

function parts(handshake: fc.Arbitrary<Buffer>, entries: readonly Buffer[]): fc.Arbitrary<Buffer[]> {
  const messages = fc.array(nearly(entries), { minLength: 1, maxLength: 6 });
  return fc.tuple(handshake, messages).map(([first, rest]) => [first, ...rest]);
}

/**
 * Has clients say what they should not, each thing twice: in one frame, and cut at any places. Rejects with what it finds: answers that
 * are not specified or differ between the two, errors inside, arguments that no client may cause, and connections that stay.
 */
export async function fuzzMessages(
  protocols: readonly HubProtocol[],
  { runs = usualRuns, endOnFailure = false } = {},
): Promise<void> {
  const hub = await startFuzzedHub(protocols);
  try {
    const firstTried = [
      ...known.json.map(one => [shakesJson, one]),
      ...known.messagepack.map(one => [shakesMessagePack, one]),
    ];
    await fc.assert(
      fc.asyncProperty(conversation, fc.array(fc.nat(), { maxLength: 8 }), async (said, places) => {
        const bytes = Buffer.concat(said);
        const whole = await hear(hub, [bytes]);
        const pieces = await hear(hub, cutAt(bytes, places));
        const faults = [...whole.faults, ...pieces.faults, ...hub.takeFaults()];
        if (!isSame(whole.said, pieces.said)) {
          faults.push(
            `answers depend on where bytes are cut:\n${whole.said.join('\n')}\n---\n${pieces.said.join('\n')}`,
          );
        }
        if (faults.length > 0) throw new Error(faults.join('\n'));
      }),
      {
        numRuns: runs + firstTried.length,
        endOnFailure,
        examples: firstTried.map(said => [said, everywhere(said)]),
      },
    );
  } finally {
    await hub.close();
  }
}

/** Places to cut at every byte of what follows the handshake, if that is not long. */
function everywhere([handshake, message]: readonly Buffer[]): number[] {
  const [start, length] = [handshake?.length ?? 0, message?.length ?? 0];
  return Array.from({ length: Math.min(length, 200) }, (_, i) => start + i);
}

/** Says it in frames on a connection of its own, which is gone when this settles. */
async function hear(hub: FuzzedHub, chunks: readonly Buffer[]) {
  const client = await RawSocket.open(hub.port, '/fuzz');
  if (client === undefined) throw new Error('the hub opens no sockets any more');
  for (const chunk of chunks) client.write(frameOf(opcode.binary, chunk));
  await client.isHeard();
  await client.leave();
  await hub.isEmpty();
  return judge(client.data, client.isBinary);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  const sorted = (said: readonly string[]): string => said.toSorted().join('\n');
  return sorted(a) === sorted(b);
}
