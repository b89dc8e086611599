import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { beginConversations } from './harness/conversation.ts';
import { startFaultWorld } from './harness/fault-world.ts';
import { isSyncedBeforeAnswer, readSyscalls } from './harness/syscalls.ts';

/** Which of five messages were synced before their completion left, as the kernel was asked to. */
async function syncedMessages(unsynced: boolean): Promise<readonly boolean[]> {
  const world = await startFaultWorld({ traced: true, unsynced }, 1);
  try {
    const [conversation] = await beginConversations(world, 1);
    assert(conversation !== undefined);
    const { resident } = conversation;
    for (let message = 0; message < 5; message += 1) {
      resident.write(1);
      await resident.done();
    }
    await world.hub.stop();
    const calls = readSyscalls(await wholeTrace(world.traceFile, world.hub.pid));
    return resident.sent.map(({ text }) => isSyncedBeforeAnswer(calls, text));
  } finally {
    await world.stop();
  }
}

/** strace writes its last lines after the process has ended. */
async function wholeTrace(file: string, pid: number): Promise<string> {
  const over = new RegExp(`^${pid} +\\+\\+\\+ exited`, 'm');
  for (;;) {
    const trace = await readFile(file, 'utf8');
    if (over.test(trace)) return trace;
    await pause(50);
  }
}

describe('acknowledged means durable', () => {
  it('a sync of the write-ahead log lies between a message and its completion', async () => {
    assert.deepEqual(await syncedMessages(false), [true, true, true, true, true]);
  });

  it('with synchronous=OFF the same look finds that none does', async () => {
    assert.deepEqual(await syncedMessages(true), [false, false, false, false, false]);
  });
});
