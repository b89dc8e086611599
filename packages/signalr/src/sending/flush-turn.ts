/** What may have something to write before the event loop goes on. */
export interface Flushable {
  flush(): void;
}

let due: Flushable[] = [];

function flushAll(): void {
  const flushed = due;
  due = [];
  for (const one of flushed) one.flush();
}

/**
 * Calls `flush` once this callback of the event loop is done, with all promises that it settles: what they send leaves in
 * one write. Call it once for each flush.
 */
export function flushAfterTurn(one: Flushable): void {
  if (due.length === 0) process.nextTick(flushAll);
  due.push(one);
}
