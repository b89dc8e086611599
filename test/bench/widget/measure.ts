import { setTimeout as pause } from 'node:timers/promises';
import { buildStatic } from '../../../scripts/build-static.ts';
import { startStoryDemo } from '../../e2e/stories/story-demo.ts';
import type { Contestant } from './contestants.ts';
import { openDevTools } from './devtools.ts';
import { startPeerSite } from './peer-site.ts';
import { fetchPeer } from './peers.ts';
import { type Cost, type Opened, Visit } from './visit.ts';

/** A contestant in one round. */
export interface Measurement {
  readonly round: number;
  readonly name: string;
  /** When the page has nothing more to do and nobody has used the widget. */
  readonly rest: Cost;
  /** When the composer is usable for who goes to it at once; of a page without a widget undefined. */
  readonly opened: Opened | undefined;
  /** From the press that opens it on the page at rest until the composer is usable, in milliseconds. */
  readonly fromPress: number | undefined;
}

/** Measures the contestants in interleaved rounds, each in a fresh page. `told` hears of each. Rejects when one cannot be used. */
export async function measure(input: {
  readonly rounds: number;
  /** Where the peers' files are kept. */
  readonly folder: string;
  readonly contestants: readonly Contestant[];
  readonly told?: (row: Measurement) => void;
}): Promise<readonly Measurement[]> {
  const { rounds, folder, contestants, told = () => {} } = input;
  await buildStatic();
  const folders = new Map<string, string>();
  for (const { files } of contestants) if (files) folders.set(files.name, await fetchPeer(files, folder));
  await using world = new AsyncDisposableStack();
  const site = world.adopt(await startPeerSite(), each => each.stop());
  const demo = world.adopt(await startStoryDemo([{ origin: site.origins.page, inPage: false }]), each =>
    each.stop(),
  );
  site.serve(contestants, demo.addresses.hub, folders);
  const tools = world.adopt(await openDevTools(), each => each.close());
  const visit = async (contestant: Contestant, round: number): Promise<Measurement> => {
    const page = { url: site.address(contestant), way: contestant.way };
    const hasWay = contestant.way !== undefined;
    const first = await Visit.to(tools, page, async one => {
      const rest = await one.rest();
      return { rest, fromPress: hasWay ? (await one.open()).fromPress : undefined };
    });
    await pause(200);
    const opened = hasWay ? await Visit.to(tools, page, one => one.open()) : undefined;
    return { round, name: contestant.name, ...first, opened };
  };
  const rows: Measurement[] = [];
  for (let round = 1; round <= rounds; round += 1)
    for (const contestant of round % 2 === 1 ? contestants : contestants.toReversed()) {
      const row = await visit(contestant, round);
      rows.push(row);
      told(row);
    }
  return rows;
}
