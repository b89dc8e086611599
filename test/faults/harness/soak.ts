import { setTimeout as pause } from 'node:timers/promises';
import type { Report } from '../preload/orders.ts';
import { type Chance, createChance } from './chance.ts';
import { allDone, beginConversations, type Conversation, writersOf } from './conversation.ts';
import { type FaultWorld, startFaultWorld } from './fault-world.ts';
import { grows } from './growth.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { countMessages } from './verdict.ts';

const mebibyte = 2 ** 20;

/**
 * Traffic for so many minutes over connections that are cut now and then. The hub is killed in the first and the last fifth of the time;
 * in between one process lives, and its growth is judged. Says a line for each sample; answers whether nothing was lost and nothing grew.
 */
export async function soak(minutes: number, say: (line: string) => void): Promise<boolean> {
  const chance = createChance('soak');
  const world = await startFaultWorld();
  const cutting = { due: false };
  const plan = () => {
    if (!cutting.due) return undefined;
    cutting.due = false;
    return { direction: chance.pick(['up', 'down'] as const), bytes: chance.whole(1, 6_000), reset: true };
  };
  const proxies = await Promise.all([
    startTcpProxy(world.way.resident, plan),
    startTcpProxy(world.way.staff, plan),
  ]);
  try {
    const [residents, staff] = proxies;
    const conversations = await beginConversations(world, 8, {
      resident: residents.origin,
      staff: staff.origin,
    });
    const { kills, reports } = await keepWriting({
      world,
      conversations,
      proxies,
      chance,
      minutes,
      cutting,
      say,
    });
    const cuts = residents.cuts + staff.cuts;
    const counted = countMessages(world, conversations);
    say(
      `kills ${kills}, cuts ${cuts}, acknowledged ${counted.acknowledged}, lost ${counted.lost}, doubled ${counted.doubled}`,
    );
    const growing = (['heap', 'rss', 'handles'] as const).filter(what =>
      grows(
        reports.map(report => report[what]),
        what === 'handles' ? 20 : 32 * mebibyte,
      ),
    );
    say(growing.length === 0 ? 'nothing grows' : `grows: ${growing.join(', ')}`);
    return counted.lost === 0 && counted.doubled === 0 && growing.length === 0;
  } finally {
    await world.stop();
    await Promise.all(proxies.map(proxy => proxy.close()));
  }
}

interface Soaking {
  readonly world: FaultWorld;
  readonly conversations: readonly Conversation[];
  readonly proxies: readonly TcpProxy[];
  readonly chance: Chance;
  readonly minutes: number;
  readonly cutting: { due: boolean };
  readonly say: (line: string) => void;
}

async function keepWriting(
  soaking: Soaking,
): Promise<{ readonly kills: number; readonly reports: readonly Report[] }> {
  const { world, conversations, proxies, chance, minutes, cutting, say } = soaking;
  const writers = writersOf(conversations);
  const reports: Report[] = [];
  const length = minutes * 60_000;
  const began = performance.now();
  let kills = 0;
  let sampled = began;
  for (let now = began; now - began < length; now = performance.now()) {
    const part = (now - began) / length;
    const judged = part > 0.2 && part < 0.8;
    for (const writer of writers) writer.write(chance.whole(0, 2));
    if (!judged && chance.next() < 0.05) {
      await world.hub.kill();
      await world.start();
      kills += 1;
    }
    if (chance.next() < 0.1) {
      // The next connection to be made is cut; one has to be made for that.
      cutting.due = true;
      chance.pick(proxies).cutOne();
    }
    await allDone(writers);
    if (now - sampled > Math.min(10_000, length / 40)) {
      sampled = now;
      const report = await world.hub.order({});
      if (judged) reports.push(report);
      say(lineOf(now - began, report));
    }
    await pause(500);
  }
  return { kills, reports };
}

function lineOf(passed: number, { heap, rss, handles, sockets }: Report): string {
  const inMebibytes = (bytes: number): string => `${(bytes / mebibyte).toFixed(1).padStart(7)} MiB`;
  return `${(passed / 60_000).toFixed(1).padStart(6)} min  heap ${inMebibytes(heap)}  rss ${inMebibytes(rss)}  handles ${handles}  sockets ${sockets}`;
}
