import type { ClaimedWork, DueWorkReads, DueWorkWrites, WorkKind } from '../port.ts';
import type { Draft, WorkRow } from './tables.ts';

/** Work that is due, or will be. `number` gives each piece the next one. */
export function memoryDueWork(draft: Draft, number: () => number): DueWorkReads & DueWorkWrites {
  const rows = (): WorkRow[] => [...draft.tables.dueWork.values()];
  const of = (kind: WorkKind, key: string): WorkRow[] =>
    rows().filter(row => row.kind === kind && row.key === key);
  /** Work of a kind that nothing stands before in its line. */
  const heads = (kind: WorkKind): WorkRow[] => {
    const lines = new Set<string>();
    return rows().filter(row => {
      if (row.kind !== kind || row.setAsideAt !== undefined) return false;
      if (row.line === undefined) return true;
      const isFirst = !lines.has(row.line);
      lines.add(row.line);
      return isFirst;
    });
  };
  const claimed = ({ id, attempts }: ClaimedWork): WorkRow | undefined => {
    const row = draft.tables.dueWork.get(id);
    return row?.attempts === attempts && row.setAsideAt === undefined ? row : undefined;
  };
  return {
    async has(kind, key) {
      return of(kind, key).length > 0;
    },
    async nextAt(kind) {
      return heads(kind)
        .map(({ due }) => due)
        .sort()[0];
    },
    async setAsideCounts() {
      const counts = new Map<WorkKind, number>();
      for (const { kind, setAsideAt } of rows())
        if (setAsideAt !== undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return [...counts].map(([kind, count]) => ({ kind, count }));
    },
    async put(work) {
      const table = draft.write('dueWork');
      for (const { id } of of(work.kind, work.key)) table.delete(id);
      const id = number();
      table.set(id, { ...work, id, attempts: 0 });
    },
    async withdraw(kind, key) {
      for (const { id } of of(kind, key)) draft.write('dueWork').delete(id);
    },
    async claim(kind, { now, leaseUntil, limit }) {
      const ready = heads(kind)
        .filter(({ due }) => due <= now)
        .sort((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)) || a.id - b.id)
        .slice(0, limit);
      return ready.map(row => {
        const attempts = row.attempts + 1;
        draft.write('dueWork').set(row.id, { ...row, attempts, due: leaseUntil });
        const { id, key, body } = row;
        return { id, kind, key, attempts, body };
      });
    },
    async done(work) {
      const row = claimed(work);
      return row !== undefined && draft.write('dueWork').delete(row.id);
    },
    async retry(work, due) {
      const row = claimed(work);
      if (row !== undefined) draft.write('dueWork').set(row.id, { ...row, due });
    },
    async setAside(work, at) {
      const row = claimed(work);
      if (row !== undefined) draft.write('dueWork').set(row.id, { ...row, setAsideAt: at });
    },
  };
}
