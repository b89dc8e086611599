// A process with many clients; started by harness/herd.ts, which says over the IPC channel what they are to do.
import { createResidentClient, type ResidentClient } from '@nara/sdk/resident';
import { until } from '../../sdk/until.ts';
import type { HerdAnswer, HerdOrder, HerdPlan } from './herd.ts';
import { createWriter, type Writer } from './writer.ts';

interface Member {
  readonly client: ResidentClient;
  readonly writer: Writer;
  /** How long it decided to wait before each attempt, in milliseconds. */
  readonly waits: number[];
}

const plan: HerdPlan = JSON.parse(process.argv[2] ?? '');

function join(index: number): Member {
  const { token, caseId } = plan.seats[index % plan.seats.length] ?? { token: '', caseId: '' };
  const headers = { origin: plan.hub };
  const client = createResidentClient({ hub: plan.hub, region: 'norrvik', getToken: () => token, headers });
  const waits: number[] = [];
  client.connection.subscribe(({ retryAt }) => {
    if (retryAt !== undefined) waits.push(Date.parse(retryAt) - Date.now());
  });
  return { client, waits, writer: createWriter(client.case(caseId), `${plan.name} ${index}`) };
}

const members = Array.from({ length: plan.clients }, (_, index) => join(index));
const online = async (): Promise<void> => {
  await Promise.all(
    members.map(async ({ client, writer }) => {
      await until(client.connection, ({ state }) => state === 'online');
      await until(writer.ref, ({ status }) => status === 'ready');
    }),
  );
};
const answer = (told: HerdAnswer): void => void process.send?.(told);

process.on('message', async (order: HerdOrder) => {
  if (order === 'connect') {
    await online();
    for (const { waits } of members) waits.length = 0;
    answer({ order });
  } else if (order === 'write') {
    for (const { writer } of members) writer.write(1);
    answer({ order });
  } else {
    await Promise.all(members.map(({ writer }) => writer.done()));
    await online();
    answer({
      order,
      waits: members.map(({ waits }) => waits),
      sent: members.flatMap(({ writer }) => writer.sent.map(({ commandId }) => commandId)),
    });
  }
});
process.on('disconnect', () => process.exit());
