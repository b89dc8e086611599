import { isThenable } from './is-thenable.ts';

/** Runs a hook, then `done` or, with what it threw, `failed`: at once where the hook awaits nothing. */
export function runHook(hook: () => unknown, done: () => void, failed: (error: unknown) => void): void {
  let result: unknown;
  try {
    result = hook();
  } catch (error) {
    failed(error);
    return;
  }
  if (isThenable(result)) result.then(done, failed);
  else done();
}
