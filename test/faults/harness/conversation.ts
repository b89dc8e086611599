import { until } from '../../sdk/until.ts';
import type { FaultWorld, Way } from './fault-world.ts';
import { createWriter, type Writer } from './writer.ts';

/** A case that a resident has begun and a nurse has taken, with both of them at it. */
export interface Conversation {
  readonly caseId: string;
  readonly index: number;
  readonly resident: Writer;
  readonly nurse: Writer;
  /** Both clients try at once instead of when they have waited. */
  retryNow(): void;
}

/** Begins one case for each of the first persons and lets the nurses take them in turn, each over the way given. */
export async function beginConversations(
  world: FaultWorld,
  count: number,
  way: Way = world.way,
): Promise<readonly Conversation[]> {
  const nurses = [world.nurse(0, way), world.nurse(1, way)] as const;
  const begin = async (index: number): Promise<Conversation> => {
    const client = world.resident(index, way);
    const start = { serviceId: 'symptoms', language: 'sv', text: `case ${index}` } as const;
    const { caseId } = await client.startCase(start);
    const nurse = index % 2 === 0 ? nurses[0] : nurses[1];
    await takeAtLast(() => nurse.case(caseId).take());
    const conversation: Conversation = {
      caseId,
      index,
      resident: createWriter(client.case(caseId), `resident ${index}`),
      nurse: createWriter(nurse.case(caseId), `nurse ${index}`),
      retryNow() {
        client.retryNow();
        nurse.retryNow();
      },
    };
    for (const { ref } of [conversation.resident, conversation.nurse])
      await until(ref, ({ status }) => status === 'ready');
    return conversation;
  };
  return await Promise.all(Array.from({ length: count }, (_, index) => begin(index)));
}

/** A nurse who is told that a press was lost twice presses again: the client does not by itself. */
async function takeAtLast(take: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await take();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'lost_twice') throw error;
    }
  }
}

/** Everybody who writes in them. */
export function writersOf(conversations: readonly Conversation[]): readonly Writer[] {
  return conversations.flatMap(({ resident, nurse }) => [resident, nurse]);
}

/** Resolves when every message has been shown as sent. */
export async function allDone(writers: readonly Writer[]): Promise<void> {
  await Promise.all(writers.map(writer => writer.done()));
}
