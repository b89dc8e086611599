import type { HubConnection, IStreamResult } from '@microsoft/signalr';
import { officialArguments } from './client/official-arguments.ts';
import type {
  ClientResult,
  EventArguments,
  EventName,
  HubContract,
  MethodArguments,
  MethodName,
  MethodResult,
  ResultName,
  StreamItem,
  StreamName,
} from './hub/hub-contract.ts';

/** A method's arguments as its client gives them: a stream as an iterable, or as the official client knows it (`Subject`). */
export type CallArguments<C extends HubContract, K extends MethodName<C>> = Uploading<MethodArguments<C, K>>;

type Uploading<A extends readonly unknown[]> = {
  [I in keyof A]: A[I] extends AsyncIterable<infer T> ? AsyncIterable<T> | IStreamResult<T> : A[I];
};

/** The parts of the official client's connection that carry a hub's words, typed by its contract. */
export interface TypedConnection<C extends HubContract> {
  /** The official connection itself: start, stop, state, reconnect. */
  readonly connection: HubConnection;
  /**
   * Calls a hub method; rejects with what the server's completion says. Iterables among the arguments are read until then: as fast as
   * they yield, for the official client has no back-pressure.
   */
  invoke<K extends MethodName<C>>(method: K, ...args: CallArguments<C, K>): Promise<MethodResult<C, K>>;
  /** Calls a hub method that answers a stream; what `subscribe` answers cancels it. Subscribe at once: items that nobody hears are lost. */
  stream<K extends StreamName<C>>(method: K, ...args: CallArguments<C, K>): IStreamResult<StreamItem<C, K>>;
  /** Calls a hub method without waiting for its answer; settles when it is written. Iterables are read to their end, or the connection's. */
  send<K extends MethodName<C>>(method: K, ...args: CallArguments<C, K>): Promise<void>;
  /** Listens for an event; the returned function ends it. */
  on<E extends Exclude<EventName<C>, ResultName<C>>>(
    event: E,
    listener: (...args: EventArguments<C, E>) => void,
  ): () => void;
  /**
   * Answers what the hub asks: what `respond` answers or throws is what the hub gets. The returned function ends it. One at a time: the
   * official client answers an error where several have something to say, and where there is nobody.
   */
  answer<E extends ResultName<C>>(
    event: E,
    respond: (...args: EventArguments<C, E>) => ClientResult<C, E> | Promise<ClientResult<C, E>>,
  ): () => void;
}

/**
 * Types an official `HubConnection` by the hub's contract. Imports nothing of the client at run time, so that any version
 * and any build of it will do.
 */
export function createTypedConnection<C extends HubContract>(connection: HubConnection): TypedConnection<C> {
  /** The official client passes whatever came; the contract says what that is. */
  function hear(event: string, listener: (...args: unknown[]) => unknown): () => void {
    connection.on(event, listener);
    return () => connection.off(event, listener);
  }
  return {
    connection,
    invoke(method, ...given) {
      const { args, end } = officialArguments(connection, given);
      const result = connection.invoke(method, ...args);
      return end === undefined ? result : result.finally(end);
    },
    stream(method, ...given) {
      const { args, end } = officialArguments(connection, given);
      const items = connection.stream(method, ...args);
      return end === undefined ? items : endingWith(items, end);
    },
    send: (method, ...given) => connection.send(method, ...officialArguments(connection, given).args),
    on: (event, listener) =>
      hear(event, (...args) => {
        // The official client takes an answer to what nobody asked for a mistake.
        (listener as (...args: unknown[]) => void)(...args);
      }),
    answer: (event, respond) => hear(event, respond as (...args: unknown[]) => unknown),
  };
}

/** A stream at whose end, whoever ends it, `end` is called. */
function endingWith<T>(stream: IStreamResult<T>, end: () => void): IStreamResult<T> {
  return {
    subscribe(subscriber) {
      const subscription = stream.subscribe({
        next: item => subscriber.next(item),
        error(error) {
          end();
          subscriber.error(error);
        },
        complete() {
          end();
          subscriber.complete();
        },
      });
      return {
        dispose() {
          end();
          subscription.dispose();
        },
      };
    },
  };
}
