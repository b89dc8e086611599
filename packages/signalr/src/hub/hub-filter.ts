import type { CallerContext } from './caller-context.ts';
import type { HubContract } from './hub-contract.ts';

/** A call whose method was found, whose arguments fit and whose caller may make it. */
export interface HubInvocation<C extends HubContract, User = unknown> {
  readonly ctx: CallerContext<C, User>;
  /** The method's name as the hub writes it. */
  readonly method: string;
  /** As the method is given them: checked, streams that the client sends in their places. */
  readonly args: readonly unknown[];
  /** Whether the method answers a stream: then what `next` answers is its `AsyncIterable`. */
  readonly streams: boolean;
}

/**
 * Runs around what a hub does, as an `IHubFilter` of ASP.NET Core does. Each hook calls `next` to go on, or does not and answers in its
 * stead; what it throws is answered as if the method had thrown it. `next` gives a promise only where something is awaited: await it.
 */
export interface HubFilter<C extends HubContract, User = unknown> {
  /** Answers the call's result: what `next` answers, mostly. `next` takes other arguments than those that came, if it is given some. */
  invokeMethod?(invocation: HubInvocation<C, User>, next: (args?: readonly unknown[]) => unknown): unknown;
  onConnected?(ctx: CallerContext<C, User>, next: () => void | Promise<void>): void | Promise<void>;
  onDisconnected?(
    ctx: CallerContext<C, User>,
    error: Error | undefined,
    next: () => void | Promise<void>,
  ): void | Promise<void>;
}
