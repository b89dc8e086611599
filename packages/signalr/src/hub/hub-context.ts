import type { CloseOptions, HubConnection } from './caller-context.ts';
import type { HubClients, HubGroups } from './hub-clients.ts';
import type { HubContract } from './hub-contract.ts';

/** A mapped hub from outside its methods: send, change groups, look at and end connections of this node. */
export interface HubContext<C extends HubContract, User = unknown> {
  readonly clients: HubClients<C>;
  readonly groups: HubGroups;
  /** The connections past their handshake; safe to end while iterating. */
  connections(): IterableIterator<HubConnection<User>>;
  /** One connection, if it is past its handshake. */
  connection(connectionId: string): HubConnection<User> | undefined;
  /**
   * Ends every connection that the predicate names, those that have not shaken hands yet too. Returns how many. Tokens that
   * negotiate has handed out and nobody has used live on: see {@link HubContext.forgetNegotiated}.
   */
  abortWhere(predicate: (connection: HubConnection<User>) => boolean, options?: CloseOptions): number;
  /** Takes back tokens that nobody has used yet, by the user that negotiate established. Returns how many. */
  forgetNegotiated(predicate: (user: User, userIdentifier: string | undefined) => boolean): number;
}
