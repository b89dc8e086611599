import { SignalRError } from '../protocol/signalr-error.ts';

/** How errors are shown to clients. */
export interface ErrorDisplay {
  readonly detailed: boolean;
  nameOf(error: Error): string;
}

/** Whether an error is meant for the client: a `HubError`, or that it asks for more than it may. */
export function isForClient(error: unknown): boolean {
  return error instanceof SignalRError && (error.code === 'hub' || error.code === 'too_many');
}

/** A text for a client: the prefix, and the error's name and message if the client may see them. */
export function errorText(prefix: string, error: unknown, display: ErrorDisplay): string {
  if (!isForClient(error) && !display.detailed) return prefix;
  if (error instanceof SignalRError) return `${prefix} ${error.name}: ${error.message}`;
  if (error instanceof Error) return `${prefix} ${display.nameOf(error)}: ${error.message}`;
  return `${prefix} Exception: ${String(error)}`;
}

/** Whatever was thrown, as an error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
