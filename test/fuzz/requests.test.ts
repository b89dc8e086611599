import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { jsonHubProtocol } from '@nara/signalr';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import fc from 'fast-check';
import { usualRuns } from './fuzz-messages.ts';
import type { FuzzedHub } from './fuzzed-hub.ts';
import { startFuzzedHub } from './fuzzed-hub.ts';
import { known, nearly } from './inputs.ts';
import { RawSocket } from './raw-socket.ts';

/** What a hub, or Node before it, may answer. Never 500. */
const statuses = [100, 101, 200, 202, 204, 400, 403, 404, 405, 409, 414, 429, 431, 501, 503];

const header = fc.constantFrom<string[]>(
  'Accept: text/event-stream',
  'Accept: */*',
  'Origin: http://evil.example',
  'Origin: null',
  'Access-Control-Request-Method: POST',
  'Authorization: Bearer x',
  'Authorization: Basic',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Extensions: permessage-deflate',
  'Sec-WebSocket-Protocol: a, b',
  'Transfer-Encoding: chunked',
  'Content-Length: 5',
  'Content-Length: 99999999999',
  'Expect: 100-continue',
  `X-Long: ${'x'.repeat(20_000)}`,
);

const line = nearly(known.requests.map(request => Buffer.from(request))).map(bytes =>
  bytes.toString('latin1'),
);

interface AskedFor {
  readonly line: string;
  readonly headers: string[];
  readonly body: Buffer | null;
}

const request: fc.Arbitrary<AskedFor> = fc.record({
  line: fc.oneof(fc.constantFrom(...known.requests), line),
  headers: fc.array(header, { maxLength: 6 }),
  body: fc.option(nearly([...known.handshakes, ...known.json, ...known.messagepack])),
});

describe('a hub that is asked anything by HTTP', () => {
  let hub: FuzzedHub;
  before(async () => {
    hub = await startFuzzedHub([jsonHubProtocol, messagePackHubProtocol]);
  });
  after(() => hub.close());

  async function negotiate(): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${hub.port}/fuzz/negotiate?negotiateVersion=1`, {
      method: 'POST',
      headers: { connection: 'close' },
    });
    assert.equal(answer.status, 200);
    return ((await answer.json()) as { connectionToken: string }).connectionToken;
  }

  it('answers each request as specified, and keeps nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 5 }), async requests => {
        const id = await negotiate();
        const clients = requests.map(({ line, headers, body }) => {
          const size = body === null ? [] : [`Content-Length: ${body.length}`];
          const head = [
            `${line.replaceAll('{id}', id)} HTTP/1.1`,
            'Host: x',
            ...headers,
            ...size,
            'Connection: close',
          ];
          const client = new RawSocket(hub.port, '');
          client.write(Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'));
          if (body !== null) client.write(body);
          return client;
        });
        await Promise.all(clients.map(client => client.isAnswered(() => hub.clock.pass(1))));
        for (const { socket } of clients) socket.end();
        // Polls, streams and handshakes that nobody goes on with.
        while (clients.some(({ isOver }) => !isOver)) {
          hub.clock.pass(10);
          await new Promise(resolve => setImmediate(resolve));
        }
        await hub.isEmpty();
        for (const { head } of clients) {
          // Of a request that never came to its end nothing is said.
          if (head === '') continue;
          const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
          assert.ok(statuses.includes(status), head);
        }
        assert.deepEqual(hub.takeFaults(), []);
      }),
      {
        numRuns: usualRuns,
        examples: known.requests.map((line): [AskedFor[]] => [[{ line, headers: [], body: null }]]),
      },
    );
  });
});
