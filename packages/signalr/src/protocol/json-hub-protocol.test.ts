import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { HubMessage } from './hub-message.ts';
import { jsonHubProtocol } from './json-hub-protocol.ts';
import { SignalRError } from './signalr-error.ts';

function read(text: string): HubMessage | undefined {
  const reader = jsonHubProtocol.createReader(null);
  reader.push(Buffer.from(text));
  return reader.next();
}

function written(message: HubMessage): string {
  return new TextDecoder().decode(jsonHubProtocol.encode(message).bytes);
}

const json = fc
  .jsonValue({ maxDepth: 3 })
  // Negative zero is written as zero; `__proto__` members are left out when reading.
  .filter(value => !JSON.stringify(value).includes('__proto__'))
  .map((value): unknown => JSON.parse(JSON.stringify(value)));
const id = fc.string({ minLength: 1, unit: 'binary' });
const message: fc.Arbitrary<HubMessage> = fc.oneof(
  fc.record({ type: fc.constant(1 as const), target: id, arguments: fc.array(json) }),
  fc.record({
    type: fc.constant(1 as const),
    invocationId: id,
    target: id,
    arguments: fc.array(json),
    streamIds: fc.array(id),
  }),
  fc.record({ type: fc.constant(2 as const), invocationId: id, item: json }),
  fc.record({ type: fc.constant(3 as const), invocationId: id }),
  fc.record({ type: fc.constant(3 as const), invocationId: id, error: fc.string({ unit: 'binary' }) }),
  fc.record({ type: fc.constant(3 as const), invocationId: id, result: json }),
  fc.record({ type: fc.constant(4 as const), invocationId: id, target: id, arguments: fc.array(json) }),
  fc.record({ type: fc.constant(5 as const), invocationId: id }),
  fc.constant({ type: 6 as const }),
  fc.record({ type: fc.constant(7 as const) }),
  fc.record({ type: fc.constant(7 as const), error: fc.string(), allowReconnect: fc.constant(true) }),
  fc.record({ type: fc.constantFrom(8 as const, 9 as const), sequenceId: fc.nat() }),
);

describe('the JSON protocol', () => {
  it('reads what it wrote, cut at any byte', () => {
    fc.assert(
      fc.property(fc.array(message), fc.nat(), (messages, place) => {
        const bytes = Buffer.concat(messages.map(each => jsonHubProtocol.encode(each).bytes));
        const at = place % (bytes.length + 1);
        const reader = jsonHubProtocol.createReader(null);
        const found: HubMessage[] = [];
        for (const chunk of [bytes.subarray(0, at), bytes.subarray(at)]) {
          reader.push(chunk);
          for (let each = reader.next(); each !== undefined; each = reader.next()) found.push(each);
        }
        // A surrogate without its other half becomes U+FFFD in UTF-8, as everywhere.
        assert.deepEqual(found, messages.map(wellFormed));
      }),
    );
  });

  it('never throws anything but its own error, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), mangled()), text => {
        try {
          read(`${text}\u001e`);
        } catch (error) {
          assert(error instanceof SignalRError);
        }
      }),
    );
  });

  const forms: [HubMessage, string][] = [
    [{ type: 1, target: 'T', arguments: [] }, '{"type":1,"target":"T","arguments":[]}'],
    [
      { type: 1, invocationId: 's1', target: 'T', arguments: [1, undefined, { a: undefined }] },
      '{"type":1,"invocationId":"s1","target":"T","arguments":[1,null,{}]}',
    ],
    [{ type: 3, invocationId: '1' }, '{"type":3,"invocationId":"1"}'],
    [{ type: 3, invocationId: '1', result: undefined }, '{"type":3,"invocationId":"1","result":null}'],
    [{ type: 3, invocationId: '1', result: null }, '{"type":3,"invocationId":"1","result":null}'],
    [
      { type: 3, invocationId: '1', result: Buffer.from([1, 2, 3, 255]) },
      '{"type":3,"invocationId":"1","result":"AQID/w=="}',
    ],
    [{ type: 3, invocationId: '1', error: 'E' }, '{"type":3,"invocationId":"1","error":"E"}'],
    [{ type: 6 }, '{"type":6}'],
    [{ type: 7 }, '{"type":7}'],
    [{ type: 7, allowReconnect: false }, '{"type":7}'],
    [{ type: 7, error: 'E', allowReconnect: true }, '{"type":7,"error":"E","allowReconnect":true}'],
  ];
  for (const [each, text] of forms) {
    it(`writes ${text}`, () => assert.equal(written(each), `${text}\u001e`));
  }

  it('reads members in any order and passes over those it does not know', () => {
    const text = '{"x":{"type":7},"arguments":[1],"target":"T","headers":{"a":"b"},"type":1}\u001e';
    assert.deepEqual(read(text), { type: 1, target: 'T', arguments: [1] });
  });

  it('passes over messages of unknown types', () => {
    assert.deepEqual(read('{"type":99}\u001e{"type":6}\u001e'), { type: 6 });
  });

  it('reads what is nested as deep as may be, and brackets in texts without number', () => {
    assert.equal(read(`${nested(62)}\u001e`)?.type, 1);
    assert.equal(read(`{"type":6,"x":"${'[\\"'.repeat(100)}"}\u001e`)?.type, 6);
  });

  it('leaves out members called __proto__, written with escapes or not', () => {
    const text =
      '{"type":1,"target":"T","arguments":[{"a":1,"__proto__":{"b":1}},{"\\u005f_proto_\\u005F":[]}]}\u001e';
    const found = read(text);
    assert(found?.type === 1);
    assert.deepEqual(
      found.arguments.map(value => Object.getOwnPropertyNames(value)),
      [['a'], []],
    );
  });

  const faults: [string, string][] = [
    ['foo', 'Error reading JSON.'],
    ['', 'Error reading JSON.'],
    ['42', "Unexpected JSON Token Type 'Number'. Expected a JSON Object."],
    ['"foo"', "Unexpected JSON Token Type 'String'. Expected a JSON Object."],
    ['null', "Unexpected JSON Token Type 'Null'. Expected a JSON Object."],
    ['[42]', "Unexpected JSON Token Type 'Array'. Expected a JSON Object."],
    ['{}', "Missing required property 'type'."],
    ['{"type":"foo"}', "Expected 'type' to be of type Number."],
    ['{"type":1}', "Missing required property 'target'."],
    [
      '{"type":1,"headers":{"Foo":42},"target":"T","arguments":[]}',
      "Expected header 'Foo' to be of type String.",
    ],
    ['{"type":1,"headers":[],"target":"T","arguments":[]}', "Expected 'headers' to be of type StartObject."],
    ['{"type":1,"invocationId":42}', "Expected 'invocationId' to be of type String."],
    ['{"type":1,"invocationId":"42","target":42}', "Expected 'target' to be of type String."],
    ['{"type":1,"invocationId":"42","target":"T"}', "Missing required property 'arguments'."],
    ['{"type":1,"target":"T","arguments":{}}', "Expected 'arguments' to be of type Array."],
    ['{"type":1,"target":"T","arguments":[],"streamIds":"1"}', "Expected 'streamIds' to be of type Array."],
    ['{"type":2}', "Missing required property 'invocationId'."],
    ['{"type":2,"invocationId":"42"}', "Missing required property 'item'."],
    ['{"type":3}', "Missing required property 'invocationId'."],
    ['{"type":3,"invocationId":"42","error":[]}', "Expected 'error' to be of type String."],
    [
      '{"type":3,"invocationId":"42","error":"foo","result":42}',
      "The 'error' and 'result' properties are mutually exclusive.",
    ],
    ['{"type":4,"target":"T","arguments":[]}', "Missing required property 'invocationId'."],
    ['{"type":5}', "Missing required property 'invocationId'."],
    ['{"type":5,"invocationId":""}', "Missing required property 'invocationId'."],
    ['{"type":7,"allowReconnect":1}', "Expected 'allowReconnect' to be true or false."],
    ['true', "Unexpected JSON Token Type 'True'. Expected a JSON Object."],
    ['{"type":1,"target":"T","arguments":[],"streamIds":[null]}', "Null value for 'streamIds' is not valid."],
    [nested(63), 'Error reading JSON.'],
    ['{"type":9}', "Missing required property 'sequenceId'."],
  ];
  for (const [text, fault] of faults) {
    it(`refuses ${text}`, () => {
      assert.throws(() => read(`${text}\u001e`), { code: 'invalid_data', message: fault });
    });
  }
});

function nested(depth: number): string {
  return `{"type":1,"target":"T","arguments":[${'['.repeat(depth)}${']'.repeat(depth)}]}`;
}

function wellFormed(each: HubMessage): unknown {
  return JSON.parse(Buffer.from(JSON.stringify(each)).toString());
}

/** Messages with members of the wrong kinds. */
function mangled(): fc.Arbitrary<string> {
  const value = fc.jsonValue({ maxDepth: 2 });
  return fc
    .record(
      {
        type: fc.oneof(fc.integer({ min: 0, max: 10 }), value),
        invocationId: value,
        target: value,
        arguments: value,
        streamIds: value,
        headers: value,
        error: value,
        result: value,
        item: value,
        sequenceId: value,
        allowReconnect: value,
      },
      { requiredKeys: ['type'] },
    )
    .map(record => JSON.stringify(record));
}
