import { describe, it } from 'node:test';
import { jsonHubProtocol } from '@nara/signalr';
import { messagePackHubProtocol } from '@nara/signalr/msgpack';
import { fuzzMessages } from './fuzz-messages.ts';

describe('a hub that is told anything', () => {
  it('answers as specified, wherever frames are cut, and keeps nothing', async () => {
    await fuzzMessages([jsonHubProtocol, messagePackHubProtocol]);
  });
});
