import type { HubConnection, IStreamResult } from '@microsoft/signalr';
import { isAsyncIterable, streamItems } from '../hub/stream-items.ts';

/** A call's arguments as the official client takes them. */
export interface OfficialArguments {
  readonly args: readonly unknown[];
  /** Ends the streams among them: the call is over, and nobody reads on. Undefined where there are none. */
  readonly end?: () => void;
}

/** Makes iterables what the official client takes for streams, and puts the streams where it finds them. */
export function officialArguments(connection: HubConnection, args: readonly unknown[]): OfficialArguments {
  if (!args.some(isStream)) return { args };
  const controller = new AbortController();
  const streams: unknown[] = [];
  const others: unknown[] = [];
  for (const value of args) {
    if (isAsyncIterable(value)) streams.push(uploadOf(value, connection, controller));
    else if (isStream(value)) streams.push(value);
    else others.push(value);
  }
  return { args: apart(streams, others), end: () => controller.abort() };
}

/**
 * The official client (10.0.11) takes streams out of the arguments and passes over what follows each: of two that are next to each
 * other it sends the first. The order between streams and arguments is of no account: on the wire they are apart.
 */
function apart(streams: readonly unknown[], others: readonly unknown[]): unknown[] {
  const parted = streams.flatMap((stream, n) => (n < others.length ? [stream, others[n]] : [stream]));
  return [...parted, ...others.slice(streams.length)];
}

function isStream(value: unknown): boolean {
  return isAsyncIterable(value) || isStreamResult(value);
}

/** What the official client takes for a stream. */
function isStreamResult(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'subscribe' in value &&
    typeof value.subscribe === 'function'
  );
}

/**
 * Lets the official client send what an iterable yields, from when it subscribes. It takes items as fast as they come and keeps what it
 * has not sent. They end with the call, or with the connection that it was made on: there is no going on upon another.
 */
function uploadOf(
  source: AsyncIterable<unknown>,
  connection: HubConnection,
  controller: AbortController,
): IStreamResult<unknown> {
  const { signal } = controller;
  const { connectionId } = connection;
  return {
    subscribe(subscriber) {
      const send = (item: unknown): undefined => {
        // To send anything else than while connected would be an unhandled rejection in the official client.
        const state: string = connection.state;
        if (state === 'Connected' && connection.connectionId === connectionId) subscriber.next(item);
        else controller.abort();
      };
      void streamItems(source, { signal, send }).then(
        () => {
          if (!signal.aborted) subscriber.complete();
        },
        error => subscriber.error(error),
      );
      return { dispose: () => controller.abort() };
    },
  };
}
