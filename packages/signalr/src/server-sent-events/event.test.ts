import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eventOf } from './event.ts';

describe('a server-sent event', () => {
  // What ASP.NET Core 10.0.12 wrote of the same bytes.
  const recorded: readonly (readonly [string, string])[] = [
    ['x', 'data: x\r\n\r\n'],
    ['{}\u001e', 'data: {}\u001e\r\n\r\n'],
    ['a\nb', 'data: a\r\ndata: b\r\n\r\n'],
    ['\n', 'data: \r\ndata: \r\n\r\n'],
    ['\r\n', 'data: \r\r\ndata: \r\n\r\n'],
    ['q\r', 'data: q\r\r\n\r\n'],
    ['\r\r\n', 'data: \r\r\ndata: \r\n\r\n'],
    ['end\n\n', 'data: end\r\ndata: \r\ndata: \r\n\r\n'],
    ['22 a\nb\r\nc\r\n\r\nd\n', 'data: 22 a\r\ndata: b\r\ndata: c\r\ndata: \r\r\ndata: d\r\ndata: \r\n\r\n'],
  ];
  for (const [payload, event] of recorded) {
    it(`of ${JSON.stringify(payload)} is as recorded`, () => {
      assert.equal(eventOf(Buffer.from(payload)).toString(), event);
    });
  }
});
