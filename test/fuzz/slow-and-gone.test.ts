import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { jsonHubProtocol } from '@nara/signalr';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import type { FuzzedHub } from './fuzzed-hub.ts';
import { startFuzzedHub } from './fuzzed-hub.ts';
import { frameOf, opcode, RawSocket } from './raw-socket.ts';

const text = (record: string) => frameOf(opcode.text, Buffer.from(`${record}\u001e`));
const shakesHands = text('{"protocol":"json","version":1}');
const silence =
  '{"type":7,"error":"Connection closed with an error. OperationCanceledException: Client hasn\'t sent a message/ping within the configured ClientTimeoutInterval.","allowReconnect":true}\u001e';

describe('a client that is slow, or gone without a word', () => {
  let hub: FuzzedHub;
  beforeEach(async () => {
    hub = await startFuzzedHub([jsonHubProtocol, messagePackHubProtocol]);
  });
  afterEach(() => hub.close());

  async function open(): Promise<RawSocket> {
    const client = await RawSocket.open(hub.port, '/fuzz');
    assert(client !== undefined);
    return client;
  }

  it('is refused when it has not shaken hands in fifteen seconds, however busily it begins to', async () => {
    const [silent, slow] = [await open(), await open()];
    for (const byte of '{"protocol":"jso') {
      slow.write(frameOf(opcode.text, Buffer.from(byte)));
      await slow.isHeard();
      hub.clock.pass(1);
    }
    for (const client of [silent, slow]) {
      await client.until(() => client.closeCode !== undefined);
      assert.equal(client.data.toString(), '{"error":"Handshake was canceled."}\u001e');
      await client.leave();
    }
    await hub.isEmpty();
  });

  it('is refused when its handshake is longer than a message may be', async () => {
    const client = await open();
    client.write(frameOf(opcode.text, Buffer.alloc(5_000, '{')));
    await client.until(() => client.closeCode !== undefined);
    assert.equal(client.data.toString(), '{"error":"Handshake was canceled."}\u001e');
    await client.leave();
  });

  it('is closed when it has pinged once, and its network is gone', async () => {
    const client = await open();
    client.write(Buffer.concat([shakesHands, text('{"type":6}')]));
    await client.isHeard();
    hub.clock.pass(40);
    await client.until(() => client.closeCode !== undefined);
    assert.ok(client.data.toString().endsWith(silence));
    // Nor does it answer the close: the socket is cut after five seconds of the machine's clock, or as here with its client.
    client.socket.destroy();
    await hub.isEmpty();
  });

  it('is cut when it takes nothing of what it asks for', async () => {
    const client = await open();
    client.write(shakesHands);
    await client.isHeard();
    client.socket.pause();
    const [connection] = hub.context.connections();
    assert(connection !== undefined);
    const gone = once(connection.signal, 'abort');
    const question = text(
      `{"type":1,"invocationId":"1","target":"echo","arguments":["${'x'.repeat(4_000)}"]}`,
    );
    const questions = Buffer.concat(Array.from({ length: 50 }, () => question));
    while (!connection.signal.aborted) {
      client.write(questions);
      hub.clock.pass(1);
      await new Promise(resolve => setImmediate(resolve));
    }
    await gone;
    client.socket.destroy();
    await hub.isEmpty();
  });

  for (const how of ['end', 'resetAndDestroy', 'destroy'] as const) {
    it(`is forgotten within a frame, a message and a call by ${how}`, async () => {
      const client = await open();
      client.write(shakesHands);
      client.write(text('{"type":1,"invocationId":"1","target":"sum","arguments":[],"streamIds":["u"]}'));
      client.write(text('{"type":2,"invocationId":"u","item":1}').subarray(0, -4));
      client.socket[how]();
      await client.over;
      await hub.isEmpty();
      assert.deepEqual(hub.takeFaults(), []);
    });
  }

  it('is refused when a body does not come, and its connection is forgotten when no poll comes', async () => {
    const base = `http://127.0.0.1:${hub.port}/fuzz`;
    const answer = await fetch(`${base}/negotiate?negotiateVersion=1`, { method: 'POST' });
    const { connectionToken } = (await answer.json()) as { connectionToken: string };
    await fetch(`${base}?id=${connectionToken}`);
    const post = new RawSocket(
      hub.port,
      `POST /fuzz?id=${connectionToken} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"pro`,
    );
    await once(post.socket, 'connect');
    while (!post.isOver) {
      hub.clock.pass(1);
      await new Promise(resolve => setImmediate(resolve));
    }
    assert.match(post.head, /^HTTP\/1\.1 400 /);
    hub.clock.pass(60);
    assert.equal((await fetch(`${base}?id=${connectionToken}`)).status, 404);
  });
});
