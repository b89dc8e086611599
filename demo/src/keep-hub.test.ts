import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HubProcess } from './hub-process.ts';
import { keepHub } from './keep-hub.ts';

function endingBy(pid: number, how: string): HubProcess {
  return { pid, ended: Promise.resolve(how), stop: async () => {} };
}

test('a hub that is killed is started again, and its new process is named', async () => {
  const said: string[] = [];
  const how = await keepHub({
    hub: endingBy(1, 'signal SIGKILL'),
    startAgain: async () => endingBy(2, 'exit code 1'),
    say: line => said.push(line),
    away: 0,
    signal: new AbortController().signal,
  });
  assert.equal(how, 'exit code 1');
  assert.match(said[0] ?? '', /SIGKILL/);
  assert.match(said[1] ?? '', /kill -9 2$/);
});

test('a hub that the demo has stopped stays away', async () => {
  const startAgain = (): Promise<HubProcess> => Promise.reject(new Error('started'));
  const options = { hub: endingBy(1, 'signal SIGKILL'), startAgain, say: () => {}, away: 60 };
  assert.equal(await keepHub({ ...options, signal: AbortSignal.abort() }), 'signal SIGKILL');
  const interrupt = new AbortController();
  const keeping = keepHub({ ...options, signal: interrupt.signal, say: () => interrupt.abort() });
  assert.equal(await keeping, 'signal SIGKILL');
});
