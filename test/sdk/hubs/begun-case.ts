import type { CaseRef } from '@nara/sdk/resident';
import type { StaffCaseRef, StaffClient } from '@nara/sdk/staff';
import type { HubUnderTest, ResidentSeat, Seat } from './hub-under-test.ts';
import { until } from './until-told.ts';

/** Begins a case and follows it. */
export async function begin(
  { client }: ResidentSeat,
  text = 'Jag har feber.',
): Promise<{ caseId: string; reference: string; hers: CaseRef }> {
  const started = await client.startCase({ serviceId: 'symptoms', language: 'sv', text });
  const hers = client.case(started.caseId);
  hers.subscribe(() => {});
  await until(hers, ({ status }) => status === 'ready');
  return { ...started, hers };
}

/** A case that Anna has taken from Karin, and that both follow. */
export async function inCare(hub: HubUnderTest): Promise<{
  readonly karin: ResidentSeat;
  readonly anna: Seat<StaffClient>;
  readonly caseId: string;
  readonly hers: CaseRef;
  readonly ours: StaffCaseRef;
}> {
  const [karin, anna] = [await hub.resident('karin'), await hub.nurse('anna')];
  const { caseId, hers } = await begin(karin);
  const ours = anna.client.case(caseId);
  ours.subscribe(() => {});
  await ours.take();
  return { karin, anna, caseId, hers, ours };
}
