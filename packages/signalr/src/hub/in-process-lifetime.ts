import type { CompletionMessage } from '../protocol/hub-message.ts';
import { SignalRError } from '../protocol/signalr-error.ts';
import { ClientResults } from './client-results.ts';
import type { Audience, HubLifetime, HubPeer } from './hub-lifetime.ts';
import { OutgoingMessage } from './outgoing-message.ts';

const done = Promise.resolve();
const noGroups: ReadonlySet<string> = new Set();

/** The lifetime of a hub on one node. */
export class InProcessLifetime implements HubLifetime {
  readonly #peers = new Map<string, HubPeer>();
  readonly #users = new Map<string, Set<HubPeer>>();
  readonly #groups = new Map<string, Set<HubPeer>>();
  readonly #groupsOf = new Map<string, Set<string>>();
  readonly #results: ClientResults;

  /** So many results of one connection are awaited at a time. */
  constructor(maximumClientResults: number) {
    this.#results = new ClientResults(maximumClientResults);
  }

  connected(peer: HubPeer): void {
    this.#peers.set(peer.connectionId, peer);
    if (peer.userIdentifier !== undefined) addTo(this.#users, peer.userIdentifier, peer);
  }

  disconnected(peer: HubPeer): void {
    if (this.#peers.get(peer.connectionId) !== peer) return;
    this.#peers.delete(peer.connectionId);
    if (peer.userIdentifier !== undefined) removeFrom(this.#users, peer.userIdentifier, peer);
    for (const group of this.#groupsOf.get(peer.connectionId) ?? noGroups) {
      removeFrom(this.#groups, group, peer);
    }
    this.#groupsOf.delete(peer.connectionId);
    this.#results.lose(peer.connectionId);
  }

  send(audience: Audience, message: OutgoingMessage): void {
    switch (audience.to) {
      case 'all':
        deliver(this.#peers.values(), message, audience.except);
        return;
      case 'connections':
        for (const id of audience.ids) this.#peers.get(id)?.deliver(message);
        return;
      case 'users':
        for (const id of audience.ids) deliver(this.#users.get(id), message, undefined);
        return;
      case 'groups':
        for (const name of audience.names) deliver(this.#groups.get(name), message, audience.except);
    }
  }

  async ask(
    connectionId: string,
    event: string,
    args: readonly unknown[],
    signal: AbortSignal | undefined,
  ): Promise<CompletionMessage> {
    const peer = this.#peers.get(connectionId);
    if (peer === undefined) {
      throw new SignalRError('not_connected', `Connection '${connectionId}' does not exist.`);
    }
    const send = (id: string): void => peer.deliver(new OutgoingMessage(event, args, id));
    return this.#results.ask(connectionId, send, signal);
  }

  answer(connectionId: string, completion: CompletionMessage): void {
    this.#results.answer(connectionId, completion);
  }

  addToGroup(connectionId: string, group: string): Promise<void> {
    const peer = this.#peers.get(connectionId);
    if (peer === undefined) return done;
    addTo(this.#groups, group, peer);
    addTo(this.#groupsOf, connectionId, group);
    return done;
  }

  removeFromGroup(connectionId: string, group: string): Promise<void> {
    const peer = this.#peers.get(connectionId);
    if (peer === undefined) return done;
    removeFrom(this.#groups, group, peer);
    removeFrom(this.#groupsOf, connectionId, group);
    return done;
  }

  groupsOf(connectionId: string): ReadonlySet<string> {
    return this.#groupsOf.get(connectionId) ?? noGroups;
  }
}

function deliver(
  peers: Iterable<HubPeer> | undefined,
  message: OutgoingMessage,
  except: readonly string[] | undefined,
): void {
  if (peers === undefined) return;
  if (except === undefined || except.length === 0) {
    for (const peer of peers) peer.deliver(message);
    return;
  }
  const left = new Set(except);
  for (const peer of peers) if (!left.has(peer.connectionId)) peer.deliver(message);
}

function addTo<T>(sets: Map<string, Set<T>>, key: string, value: T): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

function removeFrom<T>(sets: Map<string, Set<T>>, key: string, value: T): void {
  const set = sets.get(key);
  if (set?.delete(value) === true && set.size === 0) sets.delete(key);
}
