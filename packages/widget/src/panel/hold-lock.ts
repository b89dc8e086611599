/**
 * Waits for a lock and holds it until what is answered is called; the browser lets go of it when the tab is closed or killed. `held` is
 * told once it is had, and also where there are no locks or none are given.
 */
export function holdLock(
  locks: LockManager | undefined,
  name: string,
  mode: LockMode,
  held = () => {},
): () => void {
  const life = new AbortController();
  const { signal } = life;
  const holding = () => {
    if (!signal.aborted) held();
    return new Promise<void>(resolve => {
      signal.onabort = () => resolve();
    });
  };
  if (locks) locks.request(name, { mode, signal }, holding).catch(holding);
  else void holding();
  return () => life.abort();
}
