import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { setupServer } from 'msw/node';
import { defineHub } from '../hub/define-hub.ts';
import { serveHub } from '../msw.ts';
import { type StartMsw, testUnderMsw } from '../testing/msw-suite.ts';

const start: StartMsw = async (...handlers) => {
  const server = setupServer(...handlers);
  server.listen({ onUnhandledFrame: 'error' });
  return () => server.close();
};

testUnderMsw(start);

test('a client that was given no global WebSocket fails at once and hears why, where it would wait for ever', async context => {
  const told = context.mock.method(console, 'error', () => {});
  const { handlers, close } = serveHub('https://msw.example/chat', defineHub({ methods: {} }));
  const stop = await start(...handlers);
  const connection = new HubConnectionBuilder()
    .withUrl('https://msw.example/chat')
    .configureLogging(LogLevel.None)
    .build();
  await assert.rejects(connection.start(), /WebSocket failed to connect/);
  assert.match(
    told.mock.calls
      .flatMap(call => call.arguments)
      .map(String)
      .join('\n'),
    /WebSocket: globalThis\.WebSocket/,
  );
  await stop();
  await close();
});
