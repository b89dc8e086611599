import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readHandshake, writeHandshakeResponse } from './handshake.ts';
import { SignalRError } from './signalr-error.ts';

describe('the handshake', () => {
  it('reads protocol and version, the last of each, and passes over the rest', () => {
    const text = '{"more":{"a":[1]},"version":9,"protocol":"json","version":2}';
    assert.deepEqual(readHandshake(text), { protocol: 'json', version: 2 });
  });

  const faults: [string, string][] = [
    ['{}', "Missing required property 'protocol'. Message content: {}"],
    ['{"protocol":"json"}', `Missing required property 'version'. Message content: {"protocol":"json"}`],
    ['{"protocol":1,"version":1}', "Expected 'protocol' to be of type String."],
    ['{"protocol":"json","version":"1"}', "Expected 'version' to be of type Number."],
    [
      '{"protocol":"json","version":null}',
      `Missing required property 'version'. Message content: {"protocol":"json","version":null}`,
    ],
    ['[]', "Unexpected JSON Token Type 'Array'. Expected a JSON Object."],
    ['true', "Unexpected JSON Token Type 'True'. Expected a JSON Object."],
  ];
  for (const [text, message] of faults) {
    it(`refuses ${text}`, () =>
      assert.throws(() => readHandshake(text), { name: 'InvalidDataException', message }));
  }

  it('throws only its own errors, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        try {
          readHandshake(text);
        } catch (error) {
          assert(error instanceof SignalRError);
        }
      }),
    );
  });

  it('answers with an empty object, or with the error alone', () => {
    assert.equal(writeHandshakeResponse().toString(), '{}\u001e');
    assert.equal(writeHandshakeResponse('no "way"').toString(), '{"error":"no \\"way\\""}\u001e');
  });
});
