import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NullLogger } from '@microsoft/signalr';
import { MessagePackHubProtocol } from '@microsoft/signalr-protocol-msgpack';
import fc from 'fast-check';
import type { HubMessage } from '../protocol/hub-message.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import { prefixed } from './length-prefixed.ts';
import { messagePackHubProtocol } from './message-pack-hub-protocol.ts';

const official = new MessagePackHubProtocol();

/** Every message of bytes with their lengths before them. */
function readAll(...chunks: readonly Uint8Array[]): HubMessage[] {
  const reader = messagePackHubProtocol.createReader(null);
  const found: HubMessage[] = [];
  for (const chunk of chunks) {
    reader.push(Buffer.from(chunk));
    for (let each = reader.next(); each !== undefined; each = reader.next()) found.push(each);
  }
  return found;
}

/** The one message of a body in base64 or hex. */
function read(body: string): HubMessage | undefined {
  const bytes = body.includes(' ')
    ? Buffer.from(body.replaceAll(' ', ''), 'hex')
    : Buffer.from(body, 'base64');
  return readAll(prefixed(bytes))[0];
}

function written(message: HubMessage): string {
  return Buffer.from(messagePackHubProtocol.encode(message).bytes.subarray(1)).toString('base64');
}

const call = { type: 1, target: 'method', arguments: [] } as const;
describe('the MessagePack protocol', () => {
  /** As ASP.NET Core writes and reads them (its MessagePackHubProtocolTestBase and HubProtocol.md). */
  const both: [string, HubMessage][] = [
    ['lgGAo3h5eqZtZXRob2SQkA==', { ...call, invocationId: 'xyz', streamIds: [] }],
    ['lgGAwKZtZXRob2SQkA==', { ...call, streamIds: [] }],
    ['lgGAwKZtZXRob2SRKpA=', { ...call, arguments: [42], streamIds: [] }],
    ['lgGAwKZtZXRob2SRwJA=', { ...call, arguments: [null], streamIds: [] }],
    ['lgGAwKZtZXRob2SSKqZzdHJpbmeQ', { ...call, arguments: [42, 'string'], streamIds: [] }],
    ['lgGAwKZUYXJnZXSQkatfX3Rlc3RfaWRfXw==', { ...call, target: 'Target', streamIds: ['__test_id__'] }],
    [
      'lgGAwKZUYXJnZXSRKpGrX190ZXN0X2lkX18=',
      { ...call, target: 'Target', arguments: [42], streamIds: ['__test_id__'] },
    ],
    [
      'lgGAwKZUYXJnZXSQkqtfX3Rlc3RfaWRfX6xfX3Rlc3RfaWQyX18=',
      { ...call, target: 'Target', streamIds: ['__test_id__', '__test_id2__'] },
    ],
    ['lAKAo3h5eio=', { type: 2, invocationId: 'xyz', item: 42 }],
    ['lAKAo3h5esA=', { type: 2, invocationId: 'xyz', item: null }],
    ['lAKAo3h5eqZzdHJpbmc=', { type: 2, invocationId: 'xyz', item: 'string' }],
    ['lAKAo3h5esM=', { type: 2, invocationId: 'xyz', item: true }],
    ['lQOAo3h5egGwRXJyb3Igbm90IGZvdW5kIQ==', { type: 3, invocationId: 'xyz', error: 'Error not found!' }],
    ['lAOAo3h5egI=', { type: 3, invocationId: 'xyz' }],
    ['lQOAo3h5egPA', { type: 3, invocationId: 'xyz', result: null }],
    ['lQOAo3h5egMq', { type: 3, invocationId: 'xyz', result: 42 }],
    ['lQOAo3h5egOmc3RyaW5n', { type: 3, invocationId: 'xyz', result: 'string' }],
    ['lQOAo3h5egPD', { type: 3, invocationId: 'xyz', result: true }],
    ['lgSAo3h5eqZtZXRob2SQkA==', { ...call, type: 4, invocationId: 'xyz', streamIds: [] }],
    ['lgSAo3h5eqZtZXRob2SRKpA=', { ...call, type: 4, invocationId: 'xyz', arguments: [42], streamIds: [] }],
    [
      'lgSAo3h5eqZtZXRob2SRKpGrX190ZXN0X2lkX18=',
      { ...call, type: 4, invocationId: 'xyz', arguments: [42], streamIds: ['__test_id__'] },
    ],
    ['kwWAo3h5eg==', { type: 5, invocationId: 'xyz' }],
    ['kQY=', { type: 6 }],
    ['kwfAwg==', { type: 7, allowReconnect: false }],
    ['kwemRXJyb3Ihwg==', { type: 7, error: 'Error!', allowReconnect: false }],
    ['kwfAww==', { type: 7, allowReconnect: true }],
    ['kwemRXJyb3Ihww==', { type: 7, error: 'Error!', allowReconnect: true }],
    ['kggk', { type: 8, sequenceId: 36 }],
    ['kgkT', { type: 9, sequenceId: 19 }],
    [
      'lQOAo3h5egOFqlN0cmluZ1Byb3CoU2lnbmFsUiGnSW50UHJvcCqsRGF0ZVRpbWVQcm9w1v9Y7ByAqE51bGxQcm9wwKtCeXRlQXJyUHJvcMQDAQID',
      {
        type: 3,
        invocationId: 'xyz',
        result: {
          StringProp: 'SignalR!',
          IntProp: 42,
          DateTimeProp: new Date('2017-04-11T00:00:00Z'),
          NullProp: null,
          ByteArrProp: new Uint8Array([1, 2, 3]),
        },
      },
    ],
  ];
  for (const [body, message] of both) {
    it(`reads and writes ${body}`, () => {
      assert.deepEqual(read(body), message);
      assert.equal(written(message), body);
    });
  }

  /** What others write in another form. */
  const onlyRead: [string, HubMessage | undefined][] = [
    ['95 01 80 c0 a1 54 90', { type: 1, target: 'T', arguments: [] }],
    ['95 01 80 a0 a1 54 90', { type: 1, target: 'T', arguments: [] }],
    ['98 01 80 a1 78 a1 54 90 90 c3 a2 6578', { ...call, invocationId: 'x', target: 'T', streamIds: [] }],
    ['95 04 80 a1 78 a1 54 90', { type: 4, invocationId: 'x', target: 'T', arguments: [] }],
    ['92 07 c0', { type: 7, allowReconnect: false }],
    ['92 07 a3 78797a', { type: 7, error: 'xyz', allowReconnect: false }],
    ['92 08 cc 24', { type: 8, sequenceId: 36 }],
    ['92 09 d3 0000000000000013', { type: 9, sequenceId: 19 }],
    ['95 03 80 a1 78 01 c0', { type: 3, invocationId: 'x' }],
    ['91 06 010203', { type: 6 }],
    ['92 63 01', undefined],
    [
      'kwWDo0Zvb6NCYXKyS2V5V2l0aApOZXcNCkxpbmVzq1N0aWxsIFdvcmtzsVZhbHVlV2l0aE5ld0xpbmVzsEFsc28KV29ya3MNCkZpbmWjeHl6',
      { type: 5, invocationId: 'xyz' },
    ],
  ];
  for (const [body, message] of onlyRead) {
    it(`reads ${body.slice(0, 40)}`, () => assert.deepEqual(read(body), message));
  }

  it('tells of arguments that cannot be read, and goes on behind them', () => {
    const found = read('96 01 80 a1 78 a1 54 91 92 d40501 07 91 a175');
    assert(found?.type === 1);
    assert.deepEqual([found.invocationId, found.target, found.arguments], ['x', 'T', []]);
    assert.match(found.fault?.message ?? '', /^Error binding arguments\./);
    const none = read('94 04 80 a1 78 a1 54');
    assert(none?.type === 4);
    assert.equal(none.fault?.message, "Reading array length for 'arguments' failed.");
    const item = read('94 02 80 a1 78 c1');
    assert(item?.type === 2);
    assert.equal(item.fault?.code, 'unexpected_code');
  });

  /** What ASP.NET Core says of them (its MessagePackHubProtocolTestBase, and recordings). */
  const faults: [string, string][] = [
    ['91 a3 666f6f', "Reading 'messageType' as Int32 failed."],
    ['92 01 a3 666f6f', "Reading map length for 'headers' failed."],
    ['92 01 df 00000002 a1 61', "Reading map length for 'headers' failed."],
    ['92 01 82 2a a3 666f6f', "Reading 'headers[0].Key' as String failed."],
    ['92 01 82 a3 666f6f 2a', "Reading 'headers[0].Value' as String failed."],
    ['92 01 84 a3 666f6f a3 666f6f 90 a3 666f6f', "Reading 'headers[1].Key' as String failed."],
    ['96 01 81 a0 a161 c0 a154 90 90', 'Null or empty key in header.'],
    ['96 01 81 a161 c0 c0 a154 90 90', 'Null or empty value in header.'],
    [
      '96 01 82 a161 a162 a161 a163 c0 a154 90 90',
      'An item with the same key has already been added. Key: a',
    ],
    ['92 01 80', "Reading 'invocationId' as String failed."],
    ['91 01 80 c2', "Reading 'invocationId' as String failed."],
    ['93 01 80 a3 616263', "Reading 'target' as String failed."],
    ['94 01 80 a3 616263 2a', "Reading 'target' as String failed."],
    ['96 01 80 c0 a0 90 90', 'Null or empty target for Invocation message.'],
    ['96 04 80 c0 a154 90 90', 'Null or empty invocation ID for StreamInvocation message.'],
    ['96 01 80 c0 a154 90 c0', "Reading array length for 'streamIds' failed."],
    ['96 01 80 c0 a154 90 91 a0', 'Null or empty value in streamIds received.'],
    ['93 02 80 c2', "Reading 'invocationId' as String failed."],
    ['94 03 80 a3 78797a a3 78797a', "Reading 'resultKind' as Int32 failed."],
    ['94 03 80 a3 78797a 2a', 'Invalid invocation result kind.'],
    ['94 03 80 a3 78797a 01', "Reading 'error' as String failed."],
    ['93 05 80 c0', 'Null or empty invocation ID for CancelInvocation message.'],
    ['93 07 c0 01', "Reading 'allowReconnect' as Boolean failed."],
    ['92 08 cf ffffffffffffffff', "Reading 'sequenceId' as Int64 failed."],
    ['92 09 c0', "Reading 'sequenceId' as Int64 failed."],
    ['92 08', 'Attempted to read past the end of the stream.'],
    ['81 01 80', 'Unexpected msgpack code 129 (fixmap) encountered.'],
  ];
  for (const [body, message] of faults) {
    it(`refuses ${body}`, () => assert.throws(() => read(body), { message }));
  }

  it('reads an argument list no longer than its bytes', () => {
    const found = read('95 01 80 c0 a154 dd ffffffff');
    assert(found?.type === 1);
    assert.equal(found.fault?.message, "Reading array length for 'arguments' failed.");
  });

  it('takes a result that cannot be read for an error', () => {
    const error = 'Error trying to deserialize result to Object. An extension of type 5 cannot be read.';
    assert.deepEqual(read('95 03 80 a1 78 03 d40501'), { type: 3, invocationId: 'x', error });
    const missing =
      'Error trying to deserialize result to Object. Attempted to read past the end of the stream.';
    assert.deepEqual(read('94 03 80 a1 78 03'), { type: 3, invocationId: 'x', error: missing });
  });

  it('reads what the official client writes, and the official client what it writes, in any chunks', () => {
    fc.assert(
      fc.property(fc.array(anyMessage()), fc.array(fc.nat()), (messages, places) => {
        const theirs = Buffer.concat(
          messages.map(each => Buffer.from(official.writeMessage(forClient(each)))),
        );
        const cuts = [0, ...places.map(place => place % (theirs.length + 1)), theirs.length];
        cuts.sort((a, b) => a - b);
        const chunks = cuts.slice(1).map((end, i) => theirs.subarray(cuts[i], end));
        assert.deepEqual(readAll(...chunks), messages);
        const ours = Buffer.concat(messages.map(each => messagePackHubProtocol.encode(each).bytes));
        const heard = official.parseMessages(new Uint8Array(ours).buffer, NullLogger.instance);
        assert.deepEqual(
          heard.map(each => JSON.parse(JSON.stringify(each))),
          messages.filter(({ type }) => type !== 4 && type !== 5).map(asClientHears),
        );
      }),
    );
  });

  it('throws nothing but its own error, whatever comes, and reads no message twice', () => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(...both.map(([body]) => prefixed(Buffer.from(body, 'base64')))),
    );
    fc.assert(
      fc.property(fc.array(pieces), chunks => {
        const bytes = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        try {
          assert.ok(readAll(...chunks).length <= bytes / 2);
        } catch (error) {
          assert(error instanceof SignalRError, String(error));
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Messages as either side sends them, with what both protocols' values have in common. */
function anyMessage(): fc.Arbitrary<HubMessage> {
  const text = fc.string({ unit: 'binary' }).map(value => value.toWellFormed());
  const id = fc.string({ unit: 'grapheme', minLength: 1 });
  const value = fc.jsonValue({ maxDepth: 3 }).filter(each => !JSON.stringify(each).includes('__proto__'));
  const plain = value.map((each): unknown => JSON.parse(JSON.stringify(each).toWellFormed()));
  const one = <T extends number>(type: T) => fc.constant(type);
  const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record<T>(model, { noNullPrototype: true });
  const named = { target: id, arguments: fc.array(plain), streamIds: fc.array(id) };
  return fc.oneof(
    record({ type: one(1 as const), ...named }),
    record({ type: one(1 as const), invocationId: id, ...named }),
    record({ type: one(2 as const), invocationId: id, item: plain }),
    record({ type: one(3 as const), invocationId: id }),
    record({ type: one(3 as const), invocationId: id, error: text.filter(error => error !== '') }),
    record({ type: one(3 as const), invocationId: id, result: plain }),
    record({ type: one(4 as const), invocationId: id, ...named }),
    record({ type: one(5 as const), invocationId: id }),
    fc.constant({ type: 6 as const }),
    fc.constant({ type: 7 as const, allowReconnect: false }),
    record({ type: fc.constantFrom(8 as const, 9 as const), sequenceId: fc.maxSafeInteger() }),
  );
}

/** Our message under the official client's types, which differ in names alone. */
function forClient(message: HubMessage): Parameters<MessagePackHubProtocol['writeMessage']>[0] {
  return message as Parameters<MessagePackHubProtocol['writeMessage']>[0];
}

/** What the official client makes of a message: it reads no streams' ids, and has headers where there may be some. */
function asClientHears(message: HubMessage): unknown {
  if (message.type >= 6) return { ...message, ...(message.type === 7 ? { error: null } : undefined) };
  return { headers: {}, ...message, ...(message.type === 1 ? { streamIds: [] } : undefined) };
}
