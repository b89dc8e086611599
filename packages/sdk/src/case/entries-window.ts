import type { CaseSnapshot, HistoryAnswer } from '@nara/contract';

/**
 * A snapshot just read, with the older entries that were held already, unless something lies between them that nobody holds (or the
 * store is another): entries are without a gap, always.
 */
export function keepEarlier(held: CaseSnapshot | undefined, read: CaseSnapshot): CaseSnapshot {
  const first = read.entries[0]?.n;
  if (held === undefined || first === undefined) return read;
  if (held.epoch !== read.epoch || held.n < first - 1) return read;
  const older = held.entries.filter(({ n }) => n < first);
  if (older.length === 0) return read;
  return { ...read, entries: [...older, ...read.entries], earlier: held.earlier };
}

/** A snapshot with the older entries that were asked for below `before`; as it was if it does not begin there any more. */
export function withEarlier(snapshot: CaseSnapshot, before: number, answer: HistoryAnswer): CaseSnapshot {
  if (snapshot.entries[0]?.n !== before) return snapshot;
  return { ...snapshot, entries: [...answer.entries, ...snapshot.entries], earlier: answer.earlier };
}
