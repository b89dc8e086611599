import type { CompletionMessage } from '../protocol/hub-message.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

/** Whom a message is for. Plain data, so that it can cross to other nodes. */
export type Audience =
  | { readonly to: 'all'; readonly except?: readonly string[] }
  | { readonly to: 'connections'; readonly ids: readonly string[] }
  | { readonly to: 'groups'; readonly names: readonly string[]; readonly except?: readonly string[] }
  | { readonly to: 'users'; readonly ids: readonly string[] };

/** A connection as the lifetime sees it. */
export interface HubPeer {
  readonly connectionId: string;
  readonly userIdentifier: string | undefined;
  deliver(message: OutgoingMessage): void;
}

/**
 * Knows who is connected to a hub and in which groups, and brings messages to them: on one node in memory, in a cluster
 * over a backplane.
 */
export interface HubLifetime {
  connected(peer: HubPeer): void;
  /** Also takes the connection out of its groups. */
  disconnected(peer: HubPeer): void;
  send(audience: Audience, message: OutgoingMessage): void;
  /**
   * Calls a method of one connection's client, under an id of the lifetime's own, and resolves with the completion that comes back.
   * Rejects with `not_connected`, `too_many`, or a `HubError` when the signal aborts.
   */
  ask(
    connectionId: string,
    event: string,
    args: readonly unknown[],
    signal: AbortSignal | undefined,
  ): Promise<CompletionMessage>;
  /** A connection of this node has completed what it was asked, or something that nobody awaits. Throws if another was asked. */
  answer(connectionId: string, completion: CompletionMessage): void;
  /** Ignored for a connection that is not there. */
  addToGroup(connectionId: string, group: string): Promise<void>;
  removeFromGroup(connectionId: string, group: string): Promise<void>;
  /** The groups of a connection of this node. */
  groupsOf(connectionId: string): ReadonlySet<string>;
}
