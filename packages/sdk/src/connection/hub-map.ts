import type { Answer } from '@nara/contract';

/** A hub of the contract: what clients call, what the hub sends. */
export interface HubMap {
  readonly server: object;
  readonly client: object;
}

/** What may be called. */
export type MethodName<H extends HubMap> = Extract<keyof H['server'], string>;

/** What may be heard. */
export type EventName<H extends HubMap> = Extract<keyof H['client'], string>;

/** A method's arguments. */
export type MethodInput<H extends HubMap, K extends keyof H['server']> = H['server'][K] extends (
  ...args: infer A
) => unknown
  ? A
  : never;

/** What a method answers when it is not refused. */
export type MethodValue<H extends HubMap, K extends keyof H['server']> = H['server'][K] extends (
  ...args: never[]
) => Answer<infer V>
  ? V
  : never;

/** An event's arguments. */
export type EventInput<H extends HubMap, E extends keyof H['client']> = H['client'][E] extends (
  ...args: infer A
) => unknown
  ? A
  : never;
