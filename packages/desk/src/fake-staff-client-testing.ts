import type { CaseSnapshot, DeskView, Entry, StaffView, WorkList, WorkRow } from '@nara/contract';
import {
  type CaseView,
  type ConnectionState,
  type Loadable,
  NaraError,
  type PendingMessage,
  type Ref,
  type StaffCaseRef,
  type StaffClient,
} from '@nara/sdk/staff';

/** A ref that a test sets. */
export class FakeRef<T> implements Ref<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();
  /** How many times somebody has begun to listen. */
  opened = 0;

  constructor(value: T) {
    this.#value = value;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  get(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    for (const listener of [...this.#listeners]) listener(value);
  }

  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    this.opened += 1;
    return () => this.#listeners.delete(listener);
  }
}

/** A case that does what it is told; `refusal` makes the next act fail. What is called is kept in `calls`. */
export class FakeCase extends FakeRef<CaseView> implements StaffCaseRef {
  readonly caseId: string;
  readonly calls: string[] = [];
  refusal: NaraError | undefined;
  readonly #me: StaffView;
  readonly #changed: (snapshot: CaseSnapshot) => void;

  constructor(snapshot: CaseSnapshot, me: StaffView, changed: (snapshot: CaseSnapshot) => void) {
    super({ status: 'ready', snapshot, pending: [] });
    this.caseId = snapshot.caseId;
    this.#me = me;
    this.#changed = changed;
  }

  /** Adds what happened to the case, as an event from the hub would. */
  happen(entry: Entry, more: Partial<CaseSnapshot> = {}): void {
    const { snapshot, ...rest } = this.get();
    if (snapshot === undefined) throw new TypeError('happen: the case has no snapshot');
    const next = { ...snapshot, ...more, n: entry.n, entries: [...snapshot.entries, entry] };
    this.set({ ...rest, snapshot: next });
    this.#changed(next);
  }

  get nextNumber(): { readonly n: number; readonly at: string } {
    const { snapshot } = this.get();
    return { n: (snapshot?.n ?? 0) + 1, at: snapshot?.entries.at(-1)?.at ?? '2026-11-23T09:00:00.000Z' };
  }

  send(text: string): PendingMessage {
    this.#act(`send ${text}`);
    const { snapshot } = this.get();
    const number = (snapshot?.entries.filter(entry => entry.kind === 'message').length ?? 0) + 1;
    const { n, at } = this.nextNumber;
    const commandId = `c${n}`;
    this.happen({
      kind: 'message',
      n,
      at,
      message: { id: `m${n}`, number, side: 'staff', author: this.#me, text, at, commandId },
    });
    return { commandId, text, at, state: 'sending' };
  }

  retry(commandId: string): void {
    this.calls.push(`retry ${commandId}`);
  }

  cancel(commandId: string): void {
    this.calls.push(`cancel ${commandId}`);
  }

  /** What `loadMore` brings; undefined: it fails. */
  older: readonly Entry[] | undefined;

  async loadMore(): Promise<boolean> {
    this.calls.push('more');
    const { snapshot, ...rest } = this.get();
    if (snapshot === undefined || this.older === undefined)
      throw new NaraError({ code: 'unreachable', retryable: true });
    const entries = [...this.older, ...snapshot.entries];
    this.set({ ...rest, snapshot: { ...snapshot, entries, earlier: false } });
    return false;
  }

  async *history(): AsyncGenerator<Entry, void, undefined> {
    yield* this.get().snapshot?.entries.toReversed() ?? [];
  }

  setTyping(typing: boolean): void {
    this.calls.push(`typing ${typing}`);
  }

  markShown(number: number): void {
    this.calls.push(`shown ${number}`);
  }

  async take(): Promise<void> {
    this.#act('take');
    this.happen(
      { kind: 'taken', ...this.nextNumber, handler: this.#me },
      { status: 'active', handler: this.#me },
    );
  }

  async close(): Promise<void> {
    this.#act('close');
    const { n, at } = this.nextNumber;
    const closed = { at, by: 'staff', reason: 'done' } as const;
    this.happen({ kind: 'closed', n, at, by: 'staff', reason: 'done' }, { status: 'closed', closed });
  }

  async addNote(text: string): Promise<void> {
    this.#act(`note ${text}`);
    const { n, at } = this.nextNumber;
    this.happen({
      kind: 'note',
      n,
      at,
      note: { id: `m${n}`, author: this.#me, text, at, commandId: `c${n}` },
    });
  }

  async revealIdentity(): Promise<string> {
    this.#act('reveal');
    return (this.get().snapshot?.person?.identityMasked ?? '').replace('••••', '910D');
  }

  #act(call: string): void {
    this.calls.push(call);
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal !== undefined) throw refusal;
  }
}

/** A staff client without a hub: set its refs, look at its `calls`. `session` undefined: nobody is logged in. */
export class FakeStaffClient implements StaffClient {
  readonly connection = new FakeRef<ConnectionState>({ state: 'online' });
  readonly desk: FakeRef<Loadable<DeskView>>;
  readonly sessionEnding = new FakeRef<{ readonly at: string } | undefined>(undefined);
  readonly cases = new Map<string, FakeCase>();
  readonly calls: string[] = [];
  session: 'here' | 'none' | 'unreachable' = 'here';
  readonly #view: DeskView;

  constructor(view: DeskView, snapshots: readonly CaseSnapshot[]) {
    this.#view = view;
    this.desk = new FakeRef<Loadable<DeskView>>({ status: 'ready', value: view });
    for (const snapshot of snapshots)
      this.cases.set(snapshot.caseId, new FakeCase(snapshot, view.staff, changed => this.#follow(changed)));
  }

  get rows(): readonly WorkRow[] {
    return this.desk.get().value?.workList.rows ?? [];
  }

  /** Another work list, as the hub would send it. */
  setRows(rows: readonly WorkRow[]): void {
    const workList: WorkList = { at: this.#view.workList.at, rows };
    this.desk.set({ status: 'ready', value: { ...this.#view, workList } });
  }

  case(caseId: string): FakeCase {
    const found = this.cases.get(caseId);
    if (found === undefined) throw new TypeError(`caseId: no case ${caseId}`);
    return found;
  }

  async readSession() {
    if (this.session === 'unreachable') throw new NaraError({ code: 'unreachable', retryable: true });
    const { id, name } = this.#view.staff;
    const until = '2026-11-23T12:00:00.000Z';
    return this.session === 'here'
      ? { id: 'session', staff: { id, name }, idleUntil: until, absoluteUntil: until }
      : undefined;
  }

  async extendSession() {
    this.calls.push('extend');
    this.sessionEnding.set(undefined);
    const session = await this.readSession();
    if (session === undefined) throw new NaraError({ code: 'session_ended', retryable: false });
    return session;
  }

  async logout() {
    this.calls.push('logout');
    return {};
  }

  on(): () => void {
    return () => undefined;
  }

  retryNow(): void {
    this.calls.push('retryNow');
  }

  async close(): Promise<void> {
    this.calls.push('close');
  }

  #follow({ caseId, handler, closed, status }: CaseSnapshot): void {
    const rows = this.rows.filter(row => row.caseId !== caseId || closed === undefined);
    this.setRows(
      rows.map(row =>
        row.caseId === caseId ? { ...row, status, ...(handler === undefined ? {} : { handler }) } : row,
      ),
    );
  }
}
