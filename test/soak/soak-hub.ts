import { setTimeout as pause } from 'node:timers/promises';
import { grows } from '../faults/harness/growth.ts';
import { ManyMembers } from './many-members.ts';
import { type PlantedFaults, type RoomReport, startRoomServer } from './room-server.ts';

/** How much is asked of the hub. */
export interface SoakOptions {
  readonly connections: number;
  /** Processes that the connections' clients are in. */
  readonly processes: number;
  /** Whether to go on, asked before each round. */
  goesOn(round: number): boolean;
  /** Milliseconds between rounds. */
  readonly pause: number;
  readonly plant?: PlantedFaults;
  say(line: string): void;
}

/** What came of it. */
export interface SoakResult {
  readonly lost: number;
  readonly doubled: number;
  readonly wrong: number;
  readonly growing: readonly string[];
}

const mebibyte = 2 ** 20;
/** Members of a room. */
const roomSize = 20;
/** Rounds between two samples. */
const sampleEvery = 10;
/** What may be more at the end than at the beginning, for what is measured is never quite still. */
const allowed = { heap: 16 * mebibyte, rss: 64 * mebibyte, handles: 50 } as const;

/**
 * Opens all connections, and lets some of their clients speak, call, read streams and lose their connections in each round. At the end all
 * must have heard what was said in their rooms, and the hub must be as it was.
 */
export async function soakHub(options: SoakOptions): Promise<SoakResult> {
  const { connections, processes, goesOn, say, plant = {} } = options;
  const server = await startRoomServer(plant);
  const members = new ManyMembers(server.hub, connections, Math.ceil(connections / roomSize), processes);
  const some = Math.ceil(connections / 100);
  const reports: RoomReport[] = [];
  let cuts = 0;
  try {
    await members.order({ do: 'connect' });
    const began = performance.now();
    for (let round = 0; goesOn(round); round += 1) {
      await members.order({ do: 'say', times: some });
      await members.order({ do: 'talk', times: some });
      if (round % 5 === 0) {
        await members.order({ do: 'cut', times: some });
        cuts += some;
      }
      if (round % sampleEvery === 0) {
        const report = await server.report();
        reports.push(report);
        say(lineOf(performance.now() - began, report));
      }
      await pause(options.pause);
    }
    const { lost, doubled, answered, refused, wrong } = await members.order({ do: 'settle' });
    const growing = (['heap', 'rss', 'handles'] as const).filter(what =>
      grows(
        // The first samples are of a process that is still being compiled.
        reports.slice(Math.ceil(reports.length / 5)).map(report => report[what]),
        allowed[what],
      ),
    );
    say(
      `cuts ${cuts}, calls answered ${answered}, left without an answer by a cut ${refused}, answered wrongly ${wrong}`,
    );
    say(
      `lost ${lost}, doubled ${doubled}, ${growing.length === 0 ? 'nothing grows' : `grows: ${growing.join(', ')}`}`,
    );
    return { lost, doubled, wrong, growing };
  } finally {
    await members.end();
    await server.end();
  }
}

function lineOf(passed: number, { heap, rss, handles, connections }: RoomReport): string {
  const size = (bytes: number): string => `${(bytes / mebibyte).toFixed(1).padStart(7)} MiB`;
  return `${(passed / 60_000).toFixed(1).padStart(6)} min  heap ${size(heap)}  rss ${size(rss)}  handles ${handles}  connections ${connections}`;
}
