import type { Writable } from 'node:stream';

/** Settles when the stream has passed on what it holds, or is closed. To be asked while it holds more than it wants to. */
export function untilDrained(stream: Writable): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      stream.off('drain', done).off('close', done);
      resolve();
    };
    stream.on('drain', done).on('close', done);
  });
}
