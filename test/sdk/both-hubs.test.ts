import { afterEach, beforeEach, describe } from 'node:test';
import { openFake } from './hubs/fake-under-test.ts';
import type { HubUnderTest } from './hubs/hub-under-test.ts';
import { openReal } from './hubs/real-under-test.ts';
import { testCases } from './hubs/test-cases.ts';
import { testConnections } from './hubs/test-connections.ts';
import { testProducts } from './hubs/test-products.ts';
import { testRefusals } from './hubs/test-refusals.ts';
import { testSessions } from './hubs/test-sessions.ts';

/** One contract, two hubs: what holds for the real one holds for the fake, whoever changes either. */
const hubs = { 'the real hub': openReal, 'the fake hub': openFake };

for (const [name, open] of Object.entries(hubs)) {
  describe(name, () => {
    let hub: HubUnderTest;
    beforeEach(async () => {
      hub = await open();
    });
    afterEach(() => hub.close());
    testCases(() => hub);
    testConnections(() => hub);
    testSessions(() => hub);
    testProducts(() => hub);
    testRefusals(() => hub, open);
  });
}
