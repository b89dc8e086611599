import type { Ref } from '@nara/sdk/resident';
import * as testing from '@nara/sdk/testing';

/** Resolves with the first value that is wanted, however long a hub that is cut off, killed or slow keeps it waiting: its test has an end. */
export function until<T>(ref: Ref<T>, wanted: (value: T) => boolean): Promise<T> {
  return testing.until(ref, wanted, { within: Number.POSITIVE_INFINITY });
}
