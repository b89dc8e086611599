import { pathKey } from './read-request.ts';

const negotiateSuffix = '/negotiate';

/** Hubs by the paths they are mapped at, without regard to case. */
export class HubPaths<T> {
  readonly #hubs = new Map<string, T>();

  /** Keeps a hub. A path that does not begin with a slash, or is there already, is a `TypeError`. */
  add(path: string, hub: T): void {
    const key = pathKey(path);
    if (!key.startsWith('/')) throw new TypeError(`path: "${path}" does not begin with a slash`);
    if (this.#hubs.has(key)) throw new TypeError(`path: "${path}" is mapped already`);
    this.#hubs.set(key, hub);
  }

  /** The hub of an address that begins with its path, and whether it is that of its negotiate. */
  find(address: string): { readonly found: T; readonly negotiates: boolean } | undefined {
    const [path = ''] = address.split('?', 1);
    const key = pathKey(path);
    const hub = this.#hubs.get(key);
    if (hub !== undefined) return { found: hub, negotiates: false };
    if (!key.endsWith(negotiateSuffix)) return undefined;
    const parent = this.#hubs.get(key.slice(0, -negotiateSuffix.length));
    return parent === undefined ? undefined : { found: parent, negotiates: true };
  }

  values(): Iterable<T> {
    return this.#hubs.values();
  }
}
