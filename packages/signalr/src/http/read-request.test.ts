import assert from 'node:assert/strict';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, it } from 'node:test';
import { isTooLong, ReadRequest, wantsEvents } from './read-request.ts';

function requestOf(url: string): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  request.url = url;
  return request;
}

describe('a request', () => {
  // As ASP.NET Core 10.0.12 took them.
  const accepted: readonly (readonly [string, boolean])[] = [
    ['text/event-stream', true],
    ['TEXT/EVENT-STREAM', true],
    ['text/html, text/event-stream', true],
    [' text/event-stream ', true],
    ['"a,b", text/event-stream', true],
    [';;;, text/event-stream', true],
    ['text/event-stream;q=0.9', false],
    ['text/event-stream;q=1', false],
    ['text/event-stream; charset=utf-8', false],
    ['text/event-streamx', false],
    ['text/html;x="a, text/event-stream, b"', false],
    ['text/*', false],
    ['*/*', false],
  ];
  for (const [accept, events] of accepted) {
    it(`that accepts ${accept} ${events ? 'asks' : 'does not ask'} for events`, () => {
      assert.equal(wantsEvents(accept), events);
    });
  }

  it('that accepts nothing asks for no events', () => {
    assert.equal(wantsEvents(undefined), false);
  });

  it('is too long from the first byte over 8,192 of its first line', () => {
    const longest = `/hub?id=${'x'.repeat(8_192 - 'GET /hub?id= HTTP/1.1\r\n'.length)}`;
    assert.equal(isTooLong(requestOf(longest)), false);
    assert.equal(isTooLong(requestOf(`${longest}x`)), true);
  });

  it('names its connection by one value, whatever the case of the key; of more, the empty ones do not count', () => {
    const tokenOf = (url: string) => new ReadRequest(requestOf(url)).connectionToken;
    assert.equal(tokenOf('/hub'), '');
    assert.equal(tokenOf('/hub?id='), '');
    assert.equal(tokenOf('/hub?ID=a%2Bb'), 'a+b');
    assert.equal(tokenOf('/hub?id=&Id=a'), 'a');
    assert.equal(tokenOf('/hub?id=a&iD=b'), 'a,b');
  });
});
