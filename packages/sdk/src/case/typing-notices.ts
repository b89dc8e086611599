import type { World } from '../world/world.ts';

/** Renewed this often while the person goes on writing. Milliseconds. */
const renewal = 3_000;
/** Without a key for so long the person has stopped. Milliseconds. */
const pause = 5_000;
/** A notice from the other side that is not renewed means nothing after this. Milliseconds. */
const lapse = 8_000;

/** Turns every key into few notices: one at the start, one every 3 s, one at the end or after 5 s of silence. */
export function createTypingSender(
  world: Pick<World, 'now' | 'after'>,
  send: (typing: boolean) => void,
): (typing: boolean) => void {
  let sentAt: number | undefined;
  let cancelPause: (() => void) | undefined;
  const setTyping = (typing: boolean): void => {
    cancelPause?.();
    cancelPause = undefined;
    if (!typing) {
      if (sentAt !== undefined) send(false);
      sentAt = undefined;
      return;
    }
    if (sentAt === undefined || world.now() - sentAt >= renewal) {
      sentAt = world.now();
      send(true);
    }
    cancelPause = world.after(pause, () => setTyping(false));
  };
  return setTyping;
}

/** A value that lapses by itself unless it is set again. */
export function createLapsing<T>(
  world: Pick<World, 'after'>,
  changed: (value: T | undefined) => void,
): (value: T | undefined) => void {
  let cancel: (() => void) | undefined;
  return value => {
    cancel?.();
    cancel = value === undefined ? undefined : world.after(lapse, () => changed(undefined));
    changed(value);
  };
}
