import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a process; rejects when it ends instead. Sends it `order` first, if there is one. */
export async function nextMessage<T>(child: ChildProcess, order?: object | string): Promise<T> {
  const waiting = new AbortController();
  const { signal } = waiting;
  if (order !== undefined) child.send(order);
  try {
    const ended = once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`${child.spawnargs.slice(1).join(' ')} ended with ${code}`);
    });
    const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
    return message as T;
  } finally {
    waiting.abort();
  }
}

/** Ends a process, and settles when it has ended. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
