/** Connections under a key each: a person's devices, the open desks of a unit. */
export class ConnectionsByKey {
  readonly #byKey = new Map<string, Set<string>>();
  readonly #keyOf = new Map<string, string>();

  add(connectionId: string, key: string): void {
    this.remove(connectionId);
    const connections = this.#byKey.get(key) ?? new Set();
    connections.add(connectionId);
    this.#byKey.set(key, connections);
    this.#keyOf.set(connectionId, key);
  }

  /** Answers the key the connection was under. */
  remove(connectionId: string): string | undefined {
    const key = this.#keyOf.get(connectionId);
    if (key === undefined) return undefined;
    this.#keyOf.delete(connectionId);
    const connections = this.#byKey.get(key);
    connections?.delete(connectionId);
    if (connections?.size === 0) this.#byKey.delete(key);
    return key;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  of(key: string): readonly string[] {
    return [...(this.#byKey.get(key) ?? [])];
  }

  keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }
}
