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

const counting = [
  '{"type":8,"sequenceId":1}',
  '{"type":8,"sequenceId":1e300}',
  '{"type":8,"sequenceId":-1}',
  '{"type":9,"sequenceId":0}',
  '{"type":9,"sequenceId":1}',
  '{"type":9,"sequenceId":1.5}',
  '{"type":9,"sequenceId":-1e300}',
  '{"type":9,"sequenceId":2}',
].map(text => Buffer.from(`${text}\u001e`));

/** What is said over each socket of one connection. */
const sockets = fc.array(
  fc.array(fc.oneof(fc.constantFrom(...counting), nearly([...counting, ...known.json])), { maxLength: 5 }),
  { minLength: 1, maxLength: 4 },
);

describe('a hub whose client comes back, and says anything', () => {
  let hub: FuzzedHub;
  before(async () => {
    hub = await startFuzzedHub([jsonHubProtocol, messagePackHubProtocol]);
  });
  after(() => hub.close());

  it('answers as specified, and keeps nothing when it comes no more', async () => {
    await fc.assert(
      fc.asyncProperty(sockets, async all => {
        const url = `http://127.0.0.1:${hub.port}/fuzz/negotiate?negotiateVersion=1&useStatefulReconnect=true`;
        const answer = (await (await fetch(url, { method: 'POST' })).json()) as { connectionToken: string };
        const shakesHands = Buffer.from('{"protocol":"json","version":2}\u001e');
        let answered = Buffer.alloc(0);
        for (const said of all) {
          const client = await RawSocket.open(hub.port, `/fuzz?id=${answer.connectionToken}`);
          // A connection that is over opens no more sockets.
          if (client === undefined) break;
          if (answered.length === 0) client.write(frameOf(opcode.text, shakesHands));
          for (const message of said) client.write(frameOf(opcode.text, message));
          await client.isHeard();
          client.socket.destroy();
          await client.over;
          assert.deepEqual(judge(Buffer.concat([answered, client.data]), false).faults, []);
          answered = Buffer.from('{}\u001e');
        }
        while ([...hub.context.connections()].length > 0) {
          hub.clock.pass(5);
          await new Promise(resolve => setImmediate(resolve));
        }
        assert.deepEqual(hub.takeFaults(), []);
      }),
      { numRuns: usualRuns },
    );
  });
});
