export type { FakeHub, FakeHubOptions, FakeNetworkOptions } from './testing/fake-hub.ts';
export { createFakeHub } from './testing/fake-hub.ts';
export type { FakeNetwork } from './testing/fake-network.ts';
export type { FakeNurse, NurseInput } from './testing/fake-nurse.ts';
export { fakeRegion } from './testing/fake-region.ts';
export type { FakeResident, ResidentInput } from './testing/fake-resident.ts';
export type { FakeSession } from './testing/fake-session.ts';
export type { UntilOptions } from './testing/until.ts';
export { until } from './testing/until.ts';
