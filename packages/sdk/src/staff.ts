import { buildStaffClient } from './staff/build-staff-client.ts';
import type { StaffClient, StaffClientOptions } from './staff/staff-client.ts';
import { realWorld } from './world/real-world.ts';

export type { Abortable } from './abort/until-aborted.ts';
export type { HistoryOptions } from './case/case-history.ts';
export type { CaseRef, CaseView, PendingMessage } from './case/case-view.ts';
export { foldEvent } from './case/fold-event.ts';
export type { Happenings, OnHappening } from './client/happenings.ts';
export type { ConnectionState } from './connection/connection-state.ts';
export { NaraError, type NaraFailure } from './errors/nara-error.ts';
export type { Loadable } from './ref/loadable.ts';
export type { Ref } from './ref/ref.ts';
export type { StaffCaseRef, StaffClient, StaffClientOptions } from './staff/staff-client.ts';
export type { ClientNetwork } from './world/real-world.ts';

/** A staff client of one region's hub. Does no I/O until something is subscribed to, sent or asked. */
export function createStaffClient(options: StaffClientOptions): StaffClient {
  return buildStaffClient(options, realWorld(options.network));
}
