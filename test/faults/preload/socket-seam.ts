import { Socket } from 'node:net';
import { die, isDue } from './pass-point.ts';

/** Stands between the hub and its sockets: knows completions of messages and frames with events. */
export function watchSockets(): void {
  // Its overloads are for callers; what comes is passed on as it is.
  const write = Socket.prototype.write as (this: Socket, chunk: unknown, ...rest: unknown[]) => boolean;
  const replaced = function (this: Socket, chunk: unknown, ...rest: unknown[]): boolean {
    if (!Buffer.isBuffer(chunk)) return write.call(this, chunk, ...rest);
    if (chunk.includes('"target":"caseEvents"') && isDue('in-delivery')) {
      write.call(this, chunk.subarray(0, chunk.length / 2));
      sendOff(this);
      die();
    }
    const result = write.call(this, chunk, ...rest);
    const completes = chunk.includes('"type":3') && chunk.includes('"commandId"');
    if (completes && isDue('after-completion')) {
      sendOff(this);
      die();
    }
    return result;
  };
  Socket.prototype.write = replaced as typeof Socket.prototype.write;
}

/** What a cork holds goes to the kernel now. */
function sendOff(socket: Socket): void {
  while (socket.writableCorked > 0) socket.uncork();
}
