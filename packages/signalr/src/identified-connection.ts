import type { ConnectionIdentity } from './application.ts';
import type { RequestInfo } from './hub/caller-context.ts';

/** A connection as whoever serves it knows it: who it is, and what they note of it. */
export abstract class IdentifiedConnection {
  readonly #identity: ConnectionIdentity;
  #items: Map<unknown, unknown> | undefined;

  constructor(identity: ConnectionIdentity) {
    this.#identity = identity;
  }

  get connectionId(): string {
    return this.#identity.connectionId;
  }

  get user(): unknown {
    return this.#identity.user;
  }

  get userIdentifier(): string | undefined {
    return this.#identity.userIdentifier;
  }

  get request(): RequestInfo {
    return this.#identity.request;
  }

  get items(): Map<unknown, unknown> {
    this.#items ??= new Map();
    return this.#items;
  }

  /** Whether its credentials have ended. */
  isExpired(now: number): boolean {
    const { expiresAt } = this.#identity;
    return expiresAt !== undefined && expiresAt <= now;
  }
}
