import type { ArgumentSchema } from './argument-schema.ts';
import type { CallerContext } from './caller-context.ts';
import type { ResultSchema } from './connection-proxy.ts';
import type {
  ClientResult,
  HubContract,
  IsStream,
  MethodArguments,
  MethodName,
  MethodResult,
  ResultName,
  StreamItem,
  TakesStreams,
} from './hub-contract.ts';
import type { HubFilter } from './hub-filter.ts';
import type { StreamArgument } from './stream-of.ts';

/**
 * One schema per argument, and {@link streamOf} where the contract has an `AsyncIterable`. Trailing arguments may be left out by
 * the client where their schemas accept `undefined`.
 */
export type ArgumentSchemas<A extends readonly unknown[]> = {
  readonly [I in keyof A]-?: A[I] extends AsyncIterable<infer T> ? StreamArgument<T> : ArgumentSchema<A[I]>;
};

/** A method's checks. */
export interface MethodChecks<C extends HubContract, User, K extends MethodName<C>> {
  /**
   * Schemas, one per argument, or a function that turns what came into the arguments and throws when it cannot. What does
   * not fit is answered as ASP.NET Core answers it and the method is not called. Without it, arguments come unchecked.
   */
  readonly args?:
    | ArgumentSchemas<MethodArguments<C, K>>
    | (TakesStreams<C, K> extends true ? never : (received: readonly unknown[]) => MethodArguments<C, K>);
  /** Whether the caller may call the method at all; asked when the arguments fit, as ASP.NET Core does. */
  authorize?(ctx: CallerContext<C, User>): boolean | Promise<boolean>;
}

/** A method with its checks. */
export interface HubMethodOptions<C extends HubContract, User, K extends MethodName<C>>
  extends MethodChecks<C, User, K> {
  handle(
    ctx: CallerContext<C, User>,
    ...args: MethodArguments<C, K>
  ): MethodResult<C, K> | Promise<MethodResult<C, K>>;
}

/** A method that answers a stream, with its checks. */
export interface HubStreamOptions<C extends HubContract, User, K extends MethodName<C>>
  extends MethodChecks<C, User, K> {
  /**
   * Answers the items, best as an async generator. The next item is asked for when the connection has taken the last one.
   * `ctx.signal` is aborted when the client cancels this stream, too; then the iterator is asked to return.
   */
  stream(
    ctx: CallerContext<C, User>,
    ...args: MethodArguments<C, K>
  ): AsyncIterable<StreamItem<C, K>> | Promise<AsyncIterable<StreamItem<C, K>>>;
}

/** A method with its checks, of the kind that the contract says. */
type HubMethodObject<C extends HubContract, User, K extends MethodName<C>> =
  IsStream<C, K> extends true ? HubStreamOptions<C, User, K> : HubMethodOptions<C, User, K>;

/**
 * A method: a plain function, whose arguments come unchecked, or a function with its checks. One that the contract lets return an
 * `AsyncIterable` is always written with `stream`; one that takes an `AsyncIterable` always has `args`.
 */
export type HubMethod<C extends HubContract, User, K extends MethodName<C>> =
  TakesStreams<C, K> extends true
    ? HubMethodObject<C, User, K> & { readonly args: ArgumentSchemas<MethodArguments<C, K>> }
    : IsStream<C, K> extends true
      ? HubMethodObject<C, User, K>
      : HubMethodObject<C, User, K> | HubMethodOptions<C, User, K>['handle'];

/** Why a call's arguments do not fit. */
export interface ArgumentFault {
  readonly method: string;
  /** The first argument that does not fit, from 0, streams not counted; undefined when their number is wrong or a parse function threw. */
  readonly index: number | undefined;
  /** What the schema or the parse function said. */
  readonly cause: unknown;
}

/** A hub as its author writes it. */
export interface HubDefinition<C extends HubContract, User> {
  readonly methods: { readonly [K in MethodName<C>]: HubMethod<C, User, K> };
  /**
   * Checks what clients answer: one schema per client method that answers something. An answer that does not fit is a `HubError`
   * where it is awaited. Without a schema, answers come unchecked.
   */
  readonly results?: { readonly [K in ResultName<C>]?: ResultSchema<ClientResult<C, K>> };
  /** Runs before the first message of the connection; throwing refuses it. */
  onConnected?(ctx: CallerContext<C, User>): void | Promise<void>;
  /**
   * Runs once when the connection is over; `error` when that was a fault, not a farewell. It does not wait for a call under way,
   * whose `ctx.signal` is aborted by then: what such a call subscribes to afterwards, nobody takes away.
   */
  onDisconnected?(ctx: CallerContext<C, User>, error: Error | undefined): void | Promise<void>;
  /**
   * Answers a call whose arguments do not fit as an ordinary result, for hubs whose refusals are values. Left out, or
   * answering undefined: the error text of ASP.NET Core.
   */
  argumentsRefused?(ctx: CallerContext<C, User>, fault: ArgumentFault): unknown;
  /** Run around every method and both hooks, the first outermost. */
  readonly filters?: readonly HubFilter<C, User>[];
}

declare const contractOf: unique symbol;

/** A defined hub, ready to be mapped to a path. */
export interface Hub<C extends HubContract, User = unknown> extends HubDefinition<C, User> {
  readonly [contractOf]?: C;
}

/**
 * Defines a hub by its contract. A method that the contract lacks, a missing one, wrong arguments, a wrong answer or an
 * event that is not in the contract do not compile. Method names are matched without regard to case, as in ASP.NET Core:
 * two that differ only in case are a `TypeError`. A hub that admits connections without a user says so in its user type
 * (`Session | undefined`).
 */
export function defineHub<C extends HubContract, User = unknown>(
  definition: HubDefinition<C, User>,
): Hub<C, User> {
  const seen = new Set<string>();
  for (const name of Object.keys(definition.methods)) {
    const key = name.toLowerCase();
    if (seen.has(key)) throw new TypeError(`methods: "${name}" is there twice, in different case`);
    seen.add(key);
  }
  return definition;
}
