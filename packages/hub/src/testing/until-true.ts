import { setTimeout as pause } from 'node:timers/promises';

/** Far longer than anything takes, in milliseconds, also on a machine that does ten other things. */
const patience = 120_000;

/** Resolves when what is looked at, every few milliseconds, is so; throws with `what` when it never is. */
export async function untilTrue(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await pause(5);
  }
}
