/**
 * Runs once in a later turn of the event loop, behind what waits there already. Not a timer of zero milliseconds: browsers
 * make those longer, and tests put them off.
 */
export const inNextTurn: (run: () => void) => void =
  typeof globalThis.setImmediate === 'function' ? byImmediate(globalThis.setImmediate) : byMessage();

function byImmediate(immediate: typeof setImmediate): (run: () => void) => void {
  return run => void immediate(run);
}

function byMessage(): (run: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.addEventListener('message', () => waiting.shift()?.());
  port1.start();
  return run => {
    waiting.push(run);
    port2.postMessage(undefined);
  };
}
