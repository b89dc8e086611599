import { SignalRError } from '../protocol/signalr-error.ts';

/**
 * An error whose message is meant for the client: it crosses the wire as `HubException: message`, also without detailed
 * errors. Throw it from a hub method.
 */
export class HubError extends SignalRError {
  constructor(message: string, options?: ErrorOptions) {
    super('hub', message, options);
  }
}
