import type { SignalRError } from './signalr-error.ts';

/** The numbers of hub messages (HubProtocol.md, "Message types"). */
export const messageType = {
  invocation: 1,
  streamItem: 2,
  completion: 3,
  streamInvocation: 4,
  cancelInvocation: 5,
  ping: 6,
  close: 7,
  ack: 8,
  sequence: 9,
} as const;

/** Whether messages of this type are numbered in stateful reconnect, and sent again (HubProtocol.md, "Trackable messages"). */
export function isCounted({ type }: HubMessage): boolean {
  return type <= messageType.cancelInvocation;
}

/** A call of a method, by either side. Without `invocationId` nobody waits for an answer. */
export interface InvocationMessage {
  readonly type: 1;
  readonly invocationId?: string;
  readonly target: string;
  readonly arguments: readonly unknown[];
  readonly streamIds?: readonly string[];
  /** Why the arguments could not be read, of which none are given then. Never sent. */
  readonly fault?: SignalRError;
}

/** One item of a stream, either way. */
export interface StreamItemMessage {
  readonly type: 2;
  readonly invocationId: string;
  readonly item: unknown;
  /** Why the item could not be read. Never sent. */
  readonly fault?: SignalRError;
}

/** The end of an invocation or a stream: an error, a result (null for methods that answer nothing) or neither. */
export interface CompletionMessage {
  readonly type: 3;
  readonly invocationId: string;
  readonly error?: string;
  readonly result?: unknown;
}

/** A call whose answer is a stream. */
export interface StreamInvocationMessage {
  readonly type: 4;
  readonly invocationId: string;
  readonly target: string;
  readonly arguments: readonly unknown[];
  readonly streamIds?: readonly string[];
  /** As of an {@link InvocationMessage}. */
  readonly fault?: SignalRError;
}

/** The caller wants no more of a stream. */
export interface CancelInvocationMessage {
  readonly type: 5;
  readonly invocationId: string;
}

/** A sign of life. */
export interface PingMessage {
  readonly type: 6;
}

/** The last message of a connection. */
export interface CloseMessage {
  readonly type: 7;
  readonly error?: string;
  readonly allowReconnect?: boolean;
}

/** How far the other side's messages have come (stateful reconnect). */
export interface AckMessage {
  readonly type: 8;
  readonly sequenceId: number;
}

/** The number of the next message (stateful reconnect). */
export interface SequenceMessage {
  readonly type: 9;
  readonly sequenceId: number;
}

/** Any hub message. */
export type HubMessage =
  | InvocationMessage
  | StreamItemMessage
  | CompletionMessage
  | StreamInvocationMessage
  | CancelInvocationMessage
  | PingMessage
  | CloseMessage
  | AckMessage
  | SequenceMessage;
