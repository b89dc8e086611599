/** What a key asks of the desk. */
export type DeskKeyAct = 'next' | 'previous' | 'take';

const acts: Readonly<Record<string, DeskKeyAct>> = { j: 'next', k: 'previous', t: 'take' };

/** The part of a keyboard event that decides. `within` are the elements it came through, innermost first. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly isComposing: boolean;
  readonly defaultPrevented: boolean;
}

/**
 * What a key press asks, if it is a shortcut here: never with a modifier, in a field, in a dialog or in an open popover, where
 * letters are letters.
 */
export function keyAct(press: KeyPress, within: readonly EventTarget[]): DeskKeyAct | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing || press.defaultPrevented)
    return undefined;
  const typing = within.some(
    target =>
      target instanceof Element &&
      (target.matches('input, textarea, select, dialog, [popover]') ||
        (target instanceof HTMLElement && target.isContentEditable)),
  );
  return typing ? undefined : acts[press.key.toLowerCase()];
}
