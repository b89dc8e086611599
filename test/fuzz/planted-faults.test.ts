import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import type { HubMessage, HubProtocol, MessageReader } from '@nara/signalr';
import { jsonHubProtocol, SignalRError } from '@nara/signalr';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import { fuzzMessages } from './fuzz-messages.ts';
import { startFuzzedHub } from './fuzzed-hub.ts';
import { frameOf, opcode, RawSocket } from './raw-socket.ts';

/** A protocol with another reader. */
function planted(protocol: HubProtocol, wrap: (reader: MessageReader) => MessageReader): HubProtocol {
  return { ...protocol, createReader: limit => wrap(protocol.createReader(limit)) };
}

/** A reader that is like this one but for what is given. */
function altered(reader: MessageReader, by: Partial<MessageReader>): MessageReader {
  return {
    push: chunk => reader.push(chunk),
    next: () => reader.next(),
    get buffered() {
      return reader.buffered;
    },
    ...by,
  };
}

/** Text is decoded chunk by chunk: a character that is cut becomes two that are none. */
const decodesByChunk = planted(jsonHubProtocol, reader =>
  altered(reader, { push: chunk => reader.push(Buffer.from(Buffer.from(chunk).toString())) }),
);

/** Arguments are copied member by member, whatever the members are called. */
const copiesCarelessly: HubProtocol = {
  ...jsonHubProtocol,
  createReader(limit) {
    let bytes = Buffer.alloc(0);
    return {
      push(chunk) {
        bytes = Buffer.concat([bytes, chunk]);
      },
      next() {
        const end = bytes.indexOf(0x1e) + 1;
        if (end === 0) return undefined;
        const reader = jsonHubProtocol.createReader(limit);
        const record = bytes.subarray(0, end);
        bytes = bytes.subarray(end);
        reader.push(record);
        const message = reader.next();
        if (message === undefined) return this.next();
        if (message.type !== 1) return message;
        const { arguments: values } = JSON.parse(record.toString('utf8', 0, end - 1)) as {
          arguments: unknown[];
        };
        return { ...message, arguments: values.map(careless) };
      },
      get buffered() {
        return bytes.length;
      },
    };
  },
};

function careless(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const copy: { [key: string]: unknown } = {};
  for (const [key, member] of Object.entries(value)) copy[key] = careless(member);
  return copy;
}

/** What is cut off within a message is read as if it were there. */
const readsBeyondTheEnd = planted(messagePackHubProtocol, reader =>
  altered(reader, {
    next() {
      try {
        return reader.next();
      } catch (error) {
        const isCutOff = error instanceof SignalRError && error.code === 'end_of_bytes';
        return isCutOff ? lengthOfNothing(undefined) : rethrow(error);
      }
    },
  }),
);

function lengthOfNothing(value: HubMessage | undefined): HubMessage | undefined {
  return (value as HubMessage).type === 1 ? value : undefined;
}

function rethrow(error: unknown): never {
  throw error;
}

/** A length is taken from the first bytes that come, whether it is whole or not. */
const takesHalfALength = planted(messagePackHubProtocol, reader => {
  let last: Uint8Array = new Uint8Array();
  return altered(reader, {
    push(chunk) {
      const isHalf = last.length === 1 && (last[0] ?? 0) >= 0x80;
      last = chunk;
      reader.push(isHalf ? Buffer.concat([Buffer.of(0), chunk]) : chunk);
    },
  });
});

const faults: readonly [string, readonly HubProtocol[], RegExp][] = [
  [
    'characters that are cut',
    [decodesByChunk, messagePackHubProtocol],
    /answers depend on where bytes are cut/,
  ],
  [
    'members called __proto__',
    [copiesCarelessly, messagePackHubProtocol],
    /an argument has a prototype of its own/,
  ],
  [
    'an error that is none of ours',
    [jsonHubProtocol, readsBeyondTheEnd],
    /not a reason to close: .*TypeError/,
  ],
  ['lengths that are cut', [jsonHubProtocol, takesHalfALength], /answers depend on where bytes are cut/],
];

describe('the fuzzer', () => {
  for (const [what, protocols, finding] of faults) {
    it(`finds a fault that was planted: ${what}`, async () => {
      await assert.rejects(fuzzMessages(protocols, { endOnFailure: true }), ({ cause }) => {
        assert.match(String(cause), finding);
        return true;
      });
    });
  }

  it('finds a socket that stays, and a connection', async () => {
    const hub = await startFuzzedHub([jsonHubProtocol]);
    const client = await RawSocket.open(hub.port, '/fuzz');
    assert(client !== undefined);
    client.write(frameOf(opcode.text, Buffer.from('{"protocol":"json","version":1}\u001e')));
    await client.isHeard();
    await assert.rejects(hub.isEmpty(), { message: 'a connection stays' });
    await client.leave();
    await hub.isEmpty();
    const forgotten = createServer().listen(0, '127.0.0.1');
    await once(forgotten, 'listening');
    await assert.rejects(hub.close(), { message: 'a socket stays' });
    forgotten.close();
  });
});
