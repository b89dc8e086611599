import { channel } from 'node:diagnostics_channel';
import type { SignalRObserver } from './observer.ts';

const connectionStarted = channel('nara.signalr.connection.started');
const connectionEnded = channel('nara.signalr.connection.ended');
const callEnded = channel('nara.signalr.call.ended');

/** Publishes what happens to `node:diagnostics_channel`, where tools subscribe that the program knows nothing of. */
export const diagnostics: SignalRObserver = {
  connectionStarted(connection) {
    if (connectionStarted.hasSubscribers) connectionStarted.publish({ connection });
  },
  connectionEnded(connection, end) {
    if (connectionEnded.hasSubscribers) connectionEnded.publish({ connection, ...end });
  },
  get callEnded() {
    return callEnded.hasSubscribers ? publishCall : undefined;
  },
};

const publishCall: NonNullable<SignalRObserver['callEnded']> = call => callEnded.publish(call);

/** The settings with what is observed published as well. */
export function withDiagnostics<S extends { readonly observers: readonly SignalRObserver[] }>(
  settings: S,
): S {
  return { ...settings, observers: [...settings.observers, diagnostics] };
}
