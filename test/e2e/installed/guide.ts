import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../../../docs/run-a-hub.md');

/** The fenced block of `docs/run-a-hub.md` in a language that holds a text: what operators are told to copy. One block must fit. */
export function blockOfGuide(language: string, part: string): string {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, of, text = '']) => of === language && text.includes(part))
    .map(([, , text = '']) => text);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1)
    throw new Error(`${blocks.length} ${language} blocks of run-a-hub.md hold ${part}`);
  return block;
}

/** A text with parts replaced. A part that is not there is an error: what is copied has changed. */
export function withChanges(text: string, changes: readonly (readonly [from: string, to: string])[]): string {
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`nothing to replace: ${from}`);
    return changed.replaceAll(from, () => to);
  }, text);
}

/** The one part of a text that fits. None is an error. */
export function partOf(text: string, pattern: RegExp): string {
  const [part] = pattern.exec(text) ?? [];
  if (part === undefined) throw new Error(`nothing fits ${pattern}`);
  return part;
}
