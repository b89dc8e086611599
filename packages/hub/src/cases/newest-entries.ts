import type { Audience, Entry } from '@nara/contract';
import { eventView, type NameLookup } from '@nara/rules';
import type { ReadTx } from '../store/port.ts';

/** Entries of a case, in order, and whether there are older ones. */
export interface Entries {
  readonly entries: readonly Entry[];
  readonly earlier: boolean;
}

/** Whose entries are asked for, and where they end: below the audience's event number `before`. */
export interface EntriesInput {
  readonly caseId: string;
  readonly audience: Audience;
  readonly before: number;
  readonly limit: number;
}

/** The last `limit` entries below a number, as one audience sees them. Marks lie between entries and are none: they are read over. */
export async function newestEntries(
  tx: ReadTx,
  names: NameLookup,
  { caseId, audience, before, limit }: EntriesInput,
): Promise<Entries> {
  const newestFirst: Entry[] = [];
  let below = before;
  while (newestFirst.length < limit && below > 1) {
    const events = await tx.cases.eventsBefore(caseId, audience, below, limit);
    for (const { event, n } of events.toReversed()) {
      below = n[audience] ?? 0;
      const view = eventView(event, below, audience, names);
      if (view !== undefined && view.kind !== 'marked') newestFirst.push(view);
      if (newestFirst.length === limit) break;
    }
    if (events.length === 0) break;
  }
  // A case begins with an entry, under number 1.
  return { entries: newestFirst.reverse(), earlier: newestFirst.length > 0 && below > 1 };
}
