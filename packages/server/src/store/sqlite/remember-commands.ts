import type { Commands } from '@nara/hub/store';
import { isTimedId } from '../timed-id.ts';

/** How many ids a generation has; two are remembered, at about a hundred bytes an id. */
const generation = 10_000;

/**
 * Spares the one writer of a store looking for commands that cannot be there. Clients make ids that grow with time (UUIDv7): a new one is
 * higher than any but the last few, and those are remembered. What is remembered may have been undone, so it is looked for; so is an id
 * of another kind.
 */
export function rememberCommands(commands: Commands): Commands {
  let young = new Set<string>();
  let old = new Set<string>();
  let highest = '';
  let highestOld = '';
  /** No timed id above it is stored, but for the remembered. */
  let floor: string | undefined;
  const mayBeThere = (id: string): boolean =>
    !isTimedId(id) || id <= (floor ?? id) || (id <= highest && (young.has(id) || old.has(id)));
  function remember(id: string): void {
    if (young.size >= generation) {
      if (floor !== undefined && highestOld > floor) floor = highestOld;
      highestOld = highest;
      old = young;
      young = new Set();
    }
    young.add(id);
    if (id > highest) highest = id;
  }
  return {
    ...commands,
    async find(author, commandId) {
      floor ??= (await commands.highestTimedId()) ?? '';
      return mayBeThere(commandId) ? commands.find(author, commandId) : undefined;
    },
    async add(author, commandId, inputHash, answer, at) {
      await commands.add(author, commandId, inputHash, answer, at);
      if (isTimedId(commandId)) remember(commandId);
    },
  };
}
