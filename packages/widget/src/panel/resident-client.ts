import { createResidentClient, type ResidentClient, type ResidentClientOptions } from '@nara/sdk/resident';

/** The SDK's client with the SignalR client inside: a chunk of its own, which nobody loads before having logged in. */
export function connectResident(options: ResidentClientOptions): ResidentClient {
  return createResidentClient(options);
}
