/** A case that connections of this node have open, and how far they have been told. */
export interface WatchedCase {
  readonly caseId: string;
  readonly connections: Set<string>;
  /** The number up to which events have been sent to the group. */
  sent: number;
  /** The highest number heard of. */
  head: number;
}

/** A connection that opens a case; `signal` is aborted when it is over. */
export interface WatchingConnection {
  readonly connectionId: string;
  readonly signal: AbortSignal;
}

/** Which connections of one hub have which cases open: a cached permission, given by `openCase` and taken with the connection. */
export class CaseWatchers {
  readonly #cases = new Map<string, WatchedCase>();
  readonly #ofConnection = new Map<string, Set<string>>();

  /** The connection has read the case at `n` and is told what follows. One that is over watches nothing. */
  join({ connectionId, signal }: WatchingConnection, caseId: string, n: number): void {
    if (signal.aborted) return;
    const watched = this.#cases.get(caseId) ?? { caseId, connections: new Set(), sent: n, head: n };
    watched.connections.add(connectionId);
    this.#cases.set(caseId, watched);
    const own = this.#ofConnection.get(connectionId) ?? new Set();
    own.add(caseId);
    this.#ofConnection.set(connectionId, own);
  }

  leave(connectionId: string, caseId: string): void {
    const watched = this.#cases.get(caseId);
    watched?.connections.delete(connectionId);
    if (watched?.connections.size === 0) this.#cases.delete(caseId);
    const own = this.#ofConnection.get(connectionId);
    own?.delete(caseId);
    if (own?.size === 0) this.#ofConnection.delete(connectionId);
  }

  /** The connection is gone. */
  drop(connectionId: string): void {
    for (const caseId of this.casesOf(connectionId)) this.leave(connectionId, caseId);
  }

  get(caseId: string): WatchedCase | undefined {
    return this.#cases.get(caseId);
  }

  isWatching(connectionId: string, caseId: string): boolean {
    return this.#cases.get(caseId)?.connections.has(connectionId) ?? false;
  }

  casesOf(connectionId: string): readonly string[] {
    return [...(this.#ofConnection.get(connectionId) ?? [])];
  }
}
