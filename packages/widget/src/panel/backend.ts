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
  /** The region as the panel's own document has brought it along. */
  readonly known?: RegionView | undefined;
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

/** The hub's own: everything goes through the SDK. */
export function hubBackend(hub: string, region: string, known?: RegionView): Backend {
  return {
    known,
    region: () => fetchRegion(hub, region),
    session: createSessionApi({ hub, region }),
    async client({ token, key, storage }) {
      const { connectResident } = await import('./resident-client.ts');
      return connectResident({ hub, region, getToken: () => token, storage, personKey: key });
    },
    verifier: createVerifier,
    challenge: challengeOf,
  };
}
