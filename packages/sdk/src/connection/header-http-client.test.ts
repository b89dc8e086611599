import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AbortSignal as SignalRAbortSignal, TimeoutError } from '@microsoft/signalr';
import { machineFetch } from '../http/request-json.ts';
import { HeaderHttpClient } from './header-http-client.ts';

test('a token that never comes does not hold a request that is given up', async () => {
  const settings = {
    getToken: () => new Promise<string>(() => {}),
    refused: () => assert.fail('nothing was refused'),
  };
  const client = new HeaderHttpClient(settings, machineFetch);
  const abortSignal: SignalRAbortSignal = { aborted: false, onabort: null };
  const waiting = client.send({ method: 'POST', url: 'https://hub.example/negotiate', abortSignal });
  abortSignal.onabort?.();
  await assert.rejects(waiting, { name: 'AbortError' });
});

test('a request that takes longer than it may fails with the error at which the official client polls again', async () => {
  const settings = { getToken: () => new Promise<string>(() => {}), refused: () => {} };
  const client = new HeaderHttpClient(settings, machineFetch);
  const late = client.send({ method: 'GET', url: 'https://hub.example/?id=1', timeout: 0 });
  await assert.rejects(late, error => error instanceof TimeoutError);
});
