import type { RegionView } from '@nara/contract';
import {
  challengeOf,
  createSessionApi,
  createVerifier,
  fetchRegion,
  type ResidentClient,
  type SessionApi,
  type Storage,
} from '@nara/sdk/resident';

/** What the panel asks of the hub. A test gives its own. */
export interface Backend {
  region(): Promise<RegionView>;
  readonly session: SessionApi;
  /** A client for a person who has logged in. Rejects when its code cannot be had. */
  client(person: {
    readonly token: string;
    readonly key: string;
    readonly storage: Storage;
  }): Promise<ResidentClient>;
  verifier(): string;
  challenge(verifier: string): Promise<string>;
}

/** The hub's own: everything goes through the SDK. The region is on its way from now on, for who asks first. */
export function hubBackend(hub: string, region: string): Backend {
  let ahead: Promise<RegionView> | undefined = fetchRegion(hub, region);
  ahead.catch(() => {});
  return {
    region() {
      const asked = ahead ?? fetchRegion(hub, region);
      ahead = undefined;
      return asked;
    },
    session: createSessionApi({ hub, region }),
    async client({ token, key, storage }) {
      const { connectResident } = await import('./resident-client.ts');
      return connectResident({ hub, region, getToken: () => token, storage, personKey: key });
    },
    verifier: createVerifier,
    challenge: challengeOf,
  };
}
