import type { Called } from './attention.ts';
import { type Chime, openChime } from './chime.ts';
import { hasNews } from './has-news.ts';
import { holdLock } from './hold-lock.ts';

/** What it is done with: the browser's own, or a test's. */
export interface CallTools {
  readonly chime: Chime;
  readonly locks: LockManager | undefined;
}

/**
 * Calls a person by a sound when there is news and they see the panel in none of their tabs: once, from the tab that leads. That
 * is the first of those that may sound; when it is closed or killed the next one leads. Where there are no locks each tab leads, and
 * knows of itself alone. Answers what ends it. A chunk of its own.
 */
export function callPerson(
  { name, overview, wantsSound }: Called,
  isWatched: () => boolean,
  { chime, locks }: CallTools = { chime: openChime(), locks: navigator.locks },
): () => void {
  let leads = false;
  let resign = () => {};
  let known = overview.get().value?.cases;
  const ring = () => {
    if (!isWatched()) chime.ring();
  };
  const ringUnlessWatched = () => {
    if (!locks) return ring();
    const alone = (lock: Lock | null) => (lock ? ring() : undefined);
    locks.request(`${name}:watched`, { ifAvailable: true }, alone).catch(ring);
  };
  const stop = overview.subscribe(({ value }) => {
    const before = known;
    known = value?.cases ?? known;
    if (leads && before && known && hasNews(before, known) && wantsSound()) ringUnlessWatched();
  });
  const stand = () => {
    resign = holdLock(locks, `${name}:lead`, 'exclusive', () => {
      leads = true;
    });
  };
  void chime.allowed.then(stand);
  return () => {
    stop();
    leads = false;
    resign();
    chime.end();
  };
}
