import type { StaffView, WorkList, WorkRow } from '@nara/contract';

/** Which rows of the work list are shown: all, those still in the queue, those the reader has taken. */
export type WorkFilter = 'all' | 'waiting' | 'mine';

/** The filters in the order they stand. */
export const workFilters: readonly WorkFilter[] = ['all', 'waiting', 'mine'];

/** A row as drawn. `gone`: the case has left the list while the list was held still; it keeps its place until then. */
export interface ShownRow {
  readonly row: WorkRow;
  readonly gone: boolean;
}

/** An open case. `row` is the last that the work list said of it, absent for a case opened by its address. */
export interface CaseTab {
  readonly caseId: string;
  readonly row?: WorkRow;
}

/**
 * What the desk shows, without the content of any case. While `held` (the pointer is over the list or it has focus) rows keep
 * their order and place: new ones are counted in `fresh` and wait, closed ones stay as `gone`.
 */
export interface DeskState {
  readonly staffId: string | undefined;
  readonly filter: WorkFilter;
  readonly held: boolean;
  readonly list: WorkList | undefined;
  readonly shown: readonly ShownRow[];
  readonly fresh: number;
  readonly cursor: string | undefined;
  readonly tabs: readonly CaseTab[];
  readonly open: string | undefined;
}

/** A desk before anything is known. */
export const emptyDesk: DeskState = {
  staffId: undefined,
  filter: 'all',
  held: false,
  list: undefined,
  shown: [],
  fresh: 0,
  cursor: undefined,
  tabs: [],
  open: undefined,
};

/** Whether a row belongs under a filter for this member of staff. */
export function passes(row: WorkRow, filter: WorkFilter, staffId: string | undefined): boolean {
  if (filter === 'waiting') return row.handler === undefined;
  if (filter === 'mine') return row.handler !== undefined && row.handler.id === staffId;
  return true;
}

/** How many rows each filter would show now. */
export function countRows(state: DeskState): Readonly<Record<WorkFilter, number>> {
  const rows = state.list?.rows ?? [];
  const count = (filter: WorkFilter) => rows.filter(row => passes(row, filter, state.staffId)).length;
  return { all: count('all'), waiting: count('waiting'), mine: count('mine') };
}

function arranged(state: DeskState): DeskState {
  const rows = state.list?.rows ?? [];
  const shown = rows
    .filter(row => passes(row, state.filter, state.staffId))
    .map(row => ({ row, gone: false }));
  return { ...state, shown, fresh: 0, cursor: keptCursor(state, shown) };
}

function keptCursor(state: DeskState, shown: readonly ShownRow[]): string | undefined {
  if (shown.some(({ row }) => row.caseId === state.cursor)) return state.cursor;
  const before = state.shown.findIndex(({ row }) => row.caseId === state.cursor);
  return shown[Math.min(Math.max(before, 0), shown.length - 1)]?.row.caseId;
}

function heldStill(state: DeskState): DeskState {
  const latest = new Map((state.list?.rows ?? []).map(row => [row.caseId, row]));
  const shown = state.shown.map(({ row }) => {
    const now = latest.get(row.caseId);
    return now === undefined ? { row, gone: true } : { row: now, gone: false };
  });
  const known = new Set(shown.map(({ row }) => row.caseId));
  const waiting = [...latest.values()].filter(row => passes(row, state.filter, state.staffId));
  return { ...state, shown, fresh: waiting.filter(row => !known.has(row.caseId)).length };
}

/** A new work list: arranged at once, or only refreshed in place while the list is held. An empty list has no order to keep. */
export function receiveList(state: DeskState, list: WorkList, staff: StaffView): DeskState {
  const latest = new Map(list.rows.map(row => [row.caseId, row]));
  const tabs = state.tabs.map(tab => {
    const row = latest.get(tab.caseId);
    return row === undefined ? tab : { ...tab, row };
  });
  const next: DeskState = { ...state, list, staffId: staff.id, tabs };
  return state.held && state.shown.length > 0 ? heldStill(next) : arranged(next);
}

/** The pointer or the focus has come to the list, or both have left it: then what waited takes its place. */
export function holdList(state: DeskState, held: boolean): DeskState {
  if (state.held === held) return state;
  return held ? { ...state, held } : arranged({ ...state, held });
}

/** The reader asked for what waits. */
export function showFresh(state: DeskState): DeskState {
  return arranged(state);
}

/** Another filter, which the reader chose: rows are arranged anew even while held. */
export function chooseFilter(state: DeskState, filter: WorkFilter): DeskState {
  return arranged({ ...state, filter });
}

/** Moves the cursor by `step` rows, stopping at the ends; from nowhere to the first row. */
export function moveCursor(state: DeskState, step: 1 | -1): DeskState {
  const at = state.shown.findIndex(({ row }) => row.caseId === state.cursor);
  const to = at === -1 ? 0 : Math.min(Math.max(at + step, 0), state.shown.length - 1);
  return { ...state, cursor: state.shown[to]?.row.caseId };
}

/** Puts the cursor on a row, as when it gets the focus. */
export function placeCursor(state: DeskState, caseId: string): DeskState {
  return state.cursor === caseId ? state : { ...state, cursor: caseId };
}

/** The case that the shortcut takes: the one under the cursor while the list has the focus, else the open one; if it is still in the queue. */
export function takeable(state: DeskState, inList: boolean): WorkRow | undefined {
  const caseId = inList ? state.cursor : (state.open ?? state.cursor);
  return state.list?.rows.find(row => row.caseId === caseId && row.handler === undefined);
}

/** Opens a case: its tab is added last, or only chosen when it is there. */
export function openTab(state: DeskState, caseId: string): DeskState {
  if (state.tabs.some(tab => tab.caseId === caseId)) return { ...state, open: caseId };
  const row =
    state.list?.rows.find(candidate => candidate.caseId === caseId) ??
    state.shown.find(candidate => candidate.row.caseId === caseId)?.row;
  const tab: CaseTab = row === undefined ? { caseId } : { caseId, row };
  return { ...state, tabs: [...state.tabs, tab], open: caseId };
}

/** Closes a tab; the one that takes its place is shown, else the one before. */
export function closeTab(state: DeskState, caseId: string): DeskState {
  const at = state.tabs.findIndex(tab => tab.caseId === caseId);
  if (at === -1) return state;
  const tabs = state.tabs.filter(tab => tab.caseId !== caseId);
  const open = state.open === caseId ? (tabs[at] ?? tabs[at - 1])?.caseId : state.open;
  return { ...state, tabs, open };
}

/** Shows the list alone, where there is room for one column; tabs stay. */
export function leaveCase(state: DeskState): DeskState {
  return { ...state, open: undefined };
}

/** The resident's messages in a case that its handler has not read; 0 once the case has left the list. */
export function unreadIn(state: DeskState, caseId: string): number {
  return state.list?.rows.find(row => row.caseId === caseId)?.unread ?? 0;
}

/** The unread messages of the reader's own cases, for the title of the document. */
export function unreadMine(state: DeskState): number {
  const mine = (state.list?.rows ?? []).filter(row => passes(row, 'mine', state.staffId));
  return mine.reduce((sum, row) => sum + row.unread, 0);
}

/** The cases in the queue of `next` that `before` did not have; none when there was no list before. */
export function newInQueue(before: WorkList | undefined, next: WorkList): readonly WorkRow[] {
  if (before === undefined) return [];
  const known = new Set(before.rows.map(row => row.caseId));
  return next.rows.filter(row => row.handler === undefined && !known.has(row.caseId));
}
