import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { jsonHubProtocol } from '@nara/signalr';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import fc from 'fast-check';
import { usualRuns } from './fuzz-messages.ts';
import type { FuzzedHub } from './fuzzed-hub.ts';
import { startFuzzedHub } from './fuzzed-hub.ts';
import { known, nearly } from './inputs.ts';
import { judge } from './judge.ts';
import { frameOf, opcode, RawSocket } from './raw-socket.ts';

/** How a hub's WebSocket may be closed: by the hub, or for a fault of the frames (RFC 6455, section 7.4.1). */
const closeCodes = [undefined, 1000, 1002, 1007];

/** Frames, nearly frames, and messages in good ones. */
const bytes = fc.oneof(
  { weight: 3, arbitrary: nearly(known.frames) },
  { weight: 1, arbitrary: nearly(known.json).map(message => frameOf(opcode.text, message)) },
);

/** How a client goes. */
const departure = fc.constantFrom('end' as const, 'reset' as const, 'nothing' as const);

describe('a hub that is sent frames of any kind', () => {
  let hub: FuzzedHub;
  before(async () => {
    hub = await startFuzzedHub([jsonHubProtocol, messagePackHubProtocol]);
  });
  after(() => hub.close());

  it('closes as specified, and keeps nothing however its client goes', async () => {
    const shakesHands = frameOf(
      opcode.text,
      Buffer.from('{"protocol":"json","version":1}\u001e{"type":6}\u001e'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(bytes, { maxLength: 6 }),
        departure,
        fc.boolean(),
        async (sent, goes, shakes) => {
          const client = await RawSocket.open(hub.port, '/fuzz');
          assert(client !== undefined);
          if (shakes) {
            client.write(shakesHands);
            await client.isHeard();
          }
          client.write(Buffer.concat(sent));
          if (goes === 'reset') client.socket.resetAndDestroy();
          else if (goes === 'end') client.socket.end();
          else await letGo(client);
          await client.over;
          await hub.isEmpty();
          assert.ok(closeCodes.includes(client.closeCode), String(client.closeCode));
          assert.deepEqual(judge(client.data, client.isBinary).faults, []);
          assert.deepEqual(hub.takeFaults(), []);
        },
      ),
      {
        numRuns: usualRuns,
        examples: known.frames.map((frame): [Buffer[], 'end', boolean] => [[frame], 'end', true]),
      },
    );
  });

  /** The client says nothing more, and time passes: for the handshake, for its silence, for the answer to a close. */
  async function letGo(client: RawSocket): Promise<void> {
    await new Promise(resolve => setImmediate(resolve));
    hub.clock.pass(50);
    await client.until(() => client.closeCode !== undefined);
    client.socket.end();
  }
});
