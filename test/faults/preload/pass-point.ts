import type { Kill, KillPoint } from './orders.ts';

let armed: Kill | undefined;
let passed = 0;

/** Arms one point; the one before is forgotten. */
export function arm(kill: Kill): void {
  armed = kill;
  passed = 0;
}

/** Counts a passage; true when this is the one to die at. */
export function isDue(point: KillPoint): boolean {
  if (armed?.point !== point) return false;
  passed += 1;
  return passed >= armed.after;
}

/** Nothing runs after this: no handler, no flush. */
export function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}
