/**
 * What a hub and its clients may say to each other, as two maps of methods: `server` holds what clients call, `client`
 * what the hub sends. An interface with these two members is a contract; nothing has to be registered.
 */
export interface HubContract {
  readonly server: object;
  readonly client: object;
}

/** The names of what clients may call. */
export type MethodName<C extends HubContract> = Extract<keyof C['server'], string>;

/** The names of what the hub may send. */
export type EventName<C extends HubContract> = Extract<keyof C['client'], string>;

/** The arguments of a method, as a tuple. */
export type MethodArguments<C extends HubContract, K extends keyof C['server']> = C['server'][K] extends (
  ...args: infer A
) => unknown
  ? A
  : never;

/** What a method answers, without its promise. */
export type MethodResult<C extends HubContract, K extends keyof C['server']> = C['server'][K] extends (
  ...args: never[]
) => infer R
  ? Awaited<R>
  : never;

/** The items of a method that answers a stream. */
export type StreamItem<C extends HubContract, K extends keyof C['server']> =
  MethodResult<C, K> extends AsyncIterable<infer T> ? T : never;

/** Whether a method answers a stream: it returns an `AsyncIterable`. */
export type IsStream<C extends HubContract, K extends keyof C['server']> = [MethodResult<C, K>] extends [
  never,
]
  ? false
  : MethodResult<C, K> extends AsyncIterable<unknown>
    ? true
    : false;

/** Whether a method takes streams: one of its parameters is an `AsyncIterable`. */
export type TakesStreams<C extends HubContract, K extends keyof C['server']> = [
  Extract<MethodArguments<C, K>[number], AsyncIterable<unknown>>,
] extends [never]
  ? false
  : true;

/** The names of the methods that answer a stream. */
export type StreamName<C extends HubContract> = {
  [K in MethodName<C>]: IsStream<C, K> extends true ? K : never;
}[MethodName<C>];

/** The arguments of an event, as a tuple. */
export type EventArguments<C extends HubContract, K extends keyof C['client']> = C['client'][K] extends (
  ...args: infer A
) => unknown
  ? A
  : never;

/** What a client answers to an event, without its promise. */
export type ClientResult<C extends HubContract, K extends keyof C['client']> = C['client'][K] extends (
  ...args: never[]
) => infer R
  ? Awaited<R>
  : never;

/** What a function answers that answers nothing. */
type Nothing = ReturnType<() => void>;

/** The names of what clients answer: what the hub may ask. */
export type ResultName<C extends HubContract> = {
  [K in EventName<C>]: [ClientResult<C, K>] extends [Nothing] ? never : K;
}[EventName<C>];
