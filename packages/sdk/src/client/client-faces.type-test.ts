import type { ResidentHub } from '@nara/contract';
import type { Connection } from '../connection/connection.ts';
import type { ResidentClient } from '../resident.ts';
import type { StaffClient } from '../staff.ts';

declare const connection: Connection<ResidentHub>;
declare const resident: ResidentClient;
declare const staff: StaffClient;

/** What must not compile: each line below is a fault that only the types can find. */
export async function faults(): Promise<void> {
  // @ts-expect-error a method that residents do not have
  await connection.invoke('takeCase', { commandId: '', caseId: '' });
  // @ts-expect-error a name in another case
  await connection.invoke('OpenCase', { caseId: '' });
  // @ts-expect-error an argument of the wrong form
  await connection.invoke('openCase', { id: '' });
  // @ts-expect-error an argument too few
  await connection.invoke('openCase');
  // @ts-expect-error the answer is a snapshot, not its envelope
  (await connection.invoke('openCase', { caseId: '' })).ok;
  // @ts-expect-error an event that the hub does not send
  connection.on('workList', () => {});
  // @ts-expect-error an event's own form
  connection.on('heads', ({ head }) => head);
  // @ts-expect-error residents cannot take cases
  await resident.case('').take();
  // @ts-expect-error staff cannot leave the queue for somebody
  await staff.case('').leaveQueue();
  // @ts-expect-error a language that is no service language
  await resident.startCase({ serviceId: '', language: 'sv-SE', text: '' });
  // @ts-expect-error snapshots are not for writing in
  resident.case('').get().pending.push({ commandId: '', text: '', at: '', state: 'failed' });
}
