import type {
  Audience,
  ClosedEvent,
  Entry,
  Instant,
  Marks,
  NoteView,
  StaffView,
  UnitView,
} from '@nara/contract';
import { calendarDay, type TimePlace } from './format.ts';

/** A message of one's own that the hub has not confirmed. `waiting` is for a connection. */
export interface PendingEntry {
  readonly commandId: string;
  readonly text: string;
  readonly at: Instant;
  readonly state: 'sending' | 'waiting' | 'failed';
}

/** How far a message of one's own has come. */
export type MessageState = PendingEntry['state'] | 'sent' | 'delivered' | 'read';

/** One line of the conversation as it is drawn. `id` stays the same while the line does. */
export type Row =
  | { readonly kind: 'day'; readonly id: string; readonly at: Instant }
  | { readonly kind: 'started'; readonly id: string; readonly reference: string; readonly unit: UnitView }
  | { readonly kind: 'queued'; readonly id: string }
  | { readonly kind: 'taken'; readonly id: string; readonly handler: StaffView }
  | { readonly kind: 'returned'; readonly id: string }
  | {
      readonly kind: 'closed';
      readonly id: string;
      readonly by: ClosedEvent['by'];
      readonly reason: ClosedEvent['reason'];
    }
  | { readonly kind: 'note'; readonly id: string; readonly note: NoteView }
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly own: boolean;
      readonly text: string;
      readonly at: Instant;
      readonly number?: number;
      readonly author?: StaffView;
      /** The first of a run: who wrote is said above it. */
      readonly first: boolean;
      /** Said below: on the last of a run, and wherever the next message has come another way. */
      readonly state?: MessageState;
      readonly commandId: string;
    };

type MessageRow = Extract<Row, { kind: 'message' }>;

/** What the conversation is drawn from. */
export interface Conversation {
  readonly entries: readonly Entry[];
  readonly pending: readonly PendingEntry[];
  readonly marks: { readonly resident: Marks; readonly staff: Marks };
  /** Whose eyes it is drawn for. */
  readonly side: Audience;
  readonly place: TimePlace;
}

/** The lines of a conversation, oldest first: a day before its first entry, a name once per run, a state where it says something new. */
export function rowsOf(conversation: Conversation): Row[] {
  const rows: Row[] = [];
  let today = '';
  const pending = conversation.pending.filter(
    ({ commandId }) =>
      !conversation.entries.some(
        entry =>
          (entry.kind === 'message' && entry.message.commandId === commandId) ||
          (entry.kind === 'note' && entry.note.commandId === commandId),
      ),
  );
  const lines = [
    ...conversation.entries
      .filter(entry => isShown(entry, conversation.side))
      .map(entry => ({ at: entry.at, row: rowOf(entry, conversation) })),
    ...pending.map(message => ({ at: message.at, row: pendingRow(message) })),
  ];
  for (const { at, row } of lines) {
    const date = calendarDay(at, conversation.place);
    // What is pending is dated by this device, whose clock may be behind the hub's: days only go forward.
    if (date > today) {
      rows.push({ kind: 'day', id: `day-${date}`, at });
      today = date;
    }
    rows.push(row);
  }
  return rows.map((row, index) =>
    row.kind === 'message' ? inItsRun(row, rows[index - 1], rows[index + 1]) : row,
  );
}

/** A resident's place in the queue is told where the queue is shown, not in the conversation. */
function isShown(entry: Entry, side: Audience): boolean {
  return entry.kind !== 'queued' || side === 'staff';
}

function rowOf(entry: Entry, { side, marks }: Conversation): Row {
  const id = `n-${entry.n}`;
  switch (entry.kind) {
    case 'started':
      return { kind: 'started', id, reference: entry.reference, unit: entry.unit };
    case 'queued':
      return { kind: 'queued', id };
    case 'taken':
      return { kind: 'taken', id, handler: entry.handler };
    case 'returned':
      return { kind: 'returned', id };
    case 'closed':
      return { kind: 'closed', id, by: entry.by, reason: entry.reason };
    case 'note':
      return { kind: 'note', id: `m-${entry.note.commandId}`, note: entry.note };
    case 'message': {
      const { message } = entry;
      const own = message.side === side;
      const other = side === 'resident' ? marks.staff : marks.resident;
      return {
        kind: 'message',
        id: `m-${message.commandId}`,
        own,
        text: message.text,
        at: message.at,
        number: message.number,
        ...(message.author === undefined ? {} : { author: message.author }),
        first: true,
        ...(own ? { state: reached(message.number, other) } : {}),
        commandId: message.commandId,
      };
    }
  }
}

function reached(number: number, other: Marks): MessageState {
  if (number <= other.read) return 'read';
  return number <= other.delivered ? 'delivered' : 'sent';
}

function pendingRow(message: PendingEntry): Row {
  const { commandId, text, at, state } = message;
  return { kind: 'message', id: `m-${commandId}`, own: true, text, at, first: true, state, commandId };
}

function inItsRun(row: MessageRow, previous: Row | undefined, next: Row | undefined): MessageRow {
  const { state, ...rest } = row;
  const first = !(previous?.kind === 'message' && sameVoice(previous, row));
  const saidBelow =
    next?.kind === 'message' && sameVoice(next, row) && next.state === state && state !== 'failed';
  return { ...rest, first, ...(state === undefined || saidBelow ? {} : { state }) };
}

function sameVoice(a: MessageRow, b: MessageRow): boolean {
  return a.own === b.own && a.author?.id === b.author?.id;
}

/** The lines before the first that is known, a day's own aside (it moves up with the day's first line); all when none is known. */
export function olderRows(rows: readonly Row[], known: ReadonlySet<string>): readonly Row[] {
  const first = rows.findIndex(({ kind, id }) => kind !== 'day' && known.has(id));
  return first < 0 ? rows : rows.slice(0, first);
}

/** The number of the other side's newest message, 0 when there is none: what has been shown once the end is in view. */
export function lastOfOthers(rows: readonly Row[]): number {
  return rows.reduce((last, row) => (row.kind === 'message' && !row.own ? (row.number ?? last) : last), 0);
}
