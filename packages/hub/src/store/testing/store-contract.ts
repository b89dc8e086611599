import { afterEach, beforeEach, describe } from 'node:test';
import type { Store } from '../port.ts';
import { testCaseStore } from './test-case-store.ts';
import { testDueWork } from './test-due-work.ts';
import { testFeedback } from './test-feedback.ts';
import { testSmallStores } from './test-small-stores.ts';
import { testWrites } from './test-writes.ts';

/** A store under test and what only its maker can do to it. */
export interface StoreUnderTest {
  /** The store as it is now: another after {@link reopen}. */
  readonly store: Store;
  /** Opens the same data once more, after the store was closed. */
  reopen(): Promise<void>;
  /** Makes the next commits fail until the returned function is called. */
  breakCommits(): () => void;
  /** Closes the store and removes what was made. */
  remove(): Promise<void>;
}

/** What every store promises; run by each implementation's test. */
export function testStore(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let under: StoreUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.remove());
    testWrites(() => under);
    testCaseStore(() => under.store);
    testSmallStores(() => under.store);
    testDueWork(() => under);
    testFeedback(() => under.store);
  });
}
