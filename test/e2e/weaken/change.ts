/** One exact piece of one source file, and what stands there instead. */
export interface Change {
  /** From the root of the repository: `packages/hub/src/identity/sessions.ts`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** The text with the changes of one file. A piece that is not there exactly once is an error: a weakening must never do nothing unseen. */
export function changeText(text: string, changes: readonly Change[]): string {
  return changes.reduce((changed, { file, find, replace }) => {
    const [before, after, ...more] = changed.split(find);
    if (before === undefined || after === undefined || more.length > 0)
      throw new Error(
        `${file} has this ${more.length + (after === undefined ? 0 : 1)} times, not once: ${find}`,
      );
    return before + replace + after;
  }, text);
}
