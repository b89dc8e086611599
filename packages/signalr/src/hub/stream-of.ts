import type { ArgumentSchema } from './argument-schema.ts';

/** The place among a method's `args` where a stream from the client comes in. */
export interface StreamArgument<T> {
  readonly kind: 'stream';
  readonly items: ArgumentSchema<T> | undefined;
}

/**
 * Marks a method's parameter as a stream from the client: `args: [streamOf(z.number()), z.string()]`. The method is given an
 * `AsyncIterable`. An item that does not fit the schema ends the stream with a `HubError` in its reader; without a schema items
 * come unchecked.
 */
export function streamOf<T>(items?: ArgumentSchema<T>): StreamArgument<T> {
  return { kind: 'stream', items };
}
