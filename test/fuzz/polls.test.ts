import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { jsonHubProtocol } from '@nara/signalr';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import fc from 'fast-check';
import { conversation, usualRuns } from './fuzz-messages.ts';
import type { FuzzedHub } from './fuzzed-hub.ts';
import { startFuzzedHub } from './fuzzed-hub.ts';
import { cutAt } from './inputs.ts';
import { judge } from './judge.ts';

/** What a request of a polling connection may be answered with. */
const statuses = [200, 202, 204, 404];

/** Whether a conversation begins with a handshake for MessagePack, whose name is matched in any case. */
function asksForBinary(said: Buffer): boolean {
  try {
    const handshake: unknown = JSON.parse(said.subarray(0, said.indexOf(0x1e)).toString());
    return String(Object(handshake).protocol).toLowerCase() === 'messagepack';
  } catch {
    return false;
  }
}

describe('a hub that is told anything by POST, and asked for its answers', () => {
  let hub: FuzzedHub;
  before(async () => {
    hub = await startFuzzedHub([jsonHubProtocol, messagePackHubProtocol]);
  });
  after(() => hub.close());

  async function ask(
    method: string,
    query: string,
    body?: Buffer,
  ): Promise<{ status: number; bytes: Buffer }> {
    const sent = body === undefined ? {} : { body: new Uint8Array(body) };
    const answer = await fetch(`http://127.0.0.1:${hub.port}/fuzz${query}`, { method, ...sent });
    assert.ok(statuses.includes(answer.status), `${method}: ${answer.status}`);
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  it('answers as specified, and keeps nothing', async () => {
    await fc.assert(
      fc.asyncProperty(conversation, fc.array(fc.nat(), { maxLength: 4 }), async (said, places) => {
        const { bytes: negotiated } = await ask('POST', '/negotiate?negotiateVersion=1');
        const query = `?id=${(JSON.parse(negotiated.toString()) as { connectionToken: string }).connectionToken}`;
        await ask('GET', query);
        for (const chunk of cutAt(Buffer.concat(said), places)) await ask('POST', query, chunk);
        const heard: Buffer[] = [];
        const poll = ask('GET', query);
        await ask('DELETE', query);
        for (let answer = await poll; answer.status === 200; answer = await ask('GET', query)) {
          heard.push(answer.bytes);
        }
        await hub.isEmpty();
        assert.deepEqual(judge(Buffer.concat(heard), asksForBinary(Buffer.concat(said))).faults, []);
        assert.deepEqual(hub.takeFaults(), []);
      }),
      { numRuns: Math.ceil(usualRuns / 2) },
    );
  });
});
