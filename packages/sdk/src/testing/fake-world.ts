import { timedUuid } from '../world/timed-uuid.ts';
import type { World } from '../world/world.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FakeNetwork } from './fake-network.ts';
import { openHeldConnection } from './held-connection.ts';

/** What a client of a fake hub takes from outside itself: the test's clock, its device's network, and chance that is none. */
export function fakeWorld(clock: FakeClock, network: FakeNetwork): World {
  return {
    now: () => clock.now(),
    random: () => 0.5,
    uuid: () => timedUuid(Math.floor(clock.now())),
    after: (milliseconds, run) => clock.after(milliseconds, run),
    fetch: network.fetch,
    openHub: settings => openHeldConnection(settings, network, clock),
    onWake: network.onUp,
  };
}
