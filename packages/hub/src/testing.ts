/** What tests of other packages need of the hub's inside: its verbs, a world to run them in, and the suite that every store passes. */
export type { Actor, ResidentActor, StaffActor } from './cases/actor.ts';
export { closeCase } from './cases/close-case.ts';
export { eventsSince } from './cases/events-since.ts';
export { history } from './cases/history.ts';
export { openCase } from './cases/open-case.ts';
export { overview } from './cases/overview.ts';
export { returnToQueue } from './cases/return-to-queue.ts';
export { revealIdentity } from './cases/reveal-identity.ts';
export { startCase } from './cases/start-case.ts';
export { takeCase } from './cases/take-case.ts';
export { addNote } from './messages/add-note.ts';
export { mark } from './messages/mark.ts';
export { sendMessage } from './messages/send-message.ts';
export { leaveQueue } from './queues/leave-queue.ts';
export { openDesk } from './queues/open-desk.ts';
export { type StoreUnderTest, testStore } from './store/testing/store-contract.ts';
export { at, begun, grow, nurse, owner, startOf } from './store/testing/stored-case.ts';
export { type HubWorld, openHubWorld } from './testing/hub-world.ts';
export { untilTrue } from './testing/until-true.ts';
export {
  accepted,
  begin,
  nurseAt,
  type OpenWorldStore,
  openVerbWorld,
  region,
  residentOf,
  type VerbWorld,
} from './testing/verb-world.ts';
