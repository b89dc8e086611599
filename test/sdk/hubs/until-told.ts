import type { Ref } from '@nara/sdk/resident';
import * as testing from '@nara/sdk/testing';

/** Resolves with the first value that is wanted, or rejects when a hub that is loaded ought to have told it. */
export function until<T>(ref: Ref<T>, wanted: (value: T) => boolean): Promise<T> {
  return testing.until(ref, wanted, { within: 30_000 });
}
