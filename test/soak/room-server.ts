import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endProcess, nextMessage } from './ask-process.ts';

/** The hub's process about itself, after collection. Sizes in bytes. */
export interface RoomReport {
  readonly heap: number;
  readonly rss: number;
  /** Timers, sockets and what else keeps it awake. */
  readonly handles: number;
  readonly connections: number;
}

/** Faults to plant: every so many messages one is dropped, or doubled. */
export interface PlantedFaults {
  readonly dropsEvery?: number;
  readonly doublesEvery?: number;
}

/** A hub of rooms in a process of its own. */
export interface RoomServer {
  readonly hub: string;
  report(): Promise<RoomReport>;
  end(): Promise<void>;
}

const program = fileURLToPath(new URL('room-process.ts', import.meta.url));

/** Starts one. */
export async function startRoomServer({
  dropsEvery = 0,
  doublesEvery = 0,
}: PlantedFaults = {}): Promise<RoomServer> {
  const child: ChildProcess = fork(program, [String(dropsEvery), String(doublesEvery)], {
    execArgv: [...process.execArgv, '--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await nextMessage<number>(child);
  return {
    hub: `http://127.0.0.1:${port}/rooms`,
    report: () => nextMessage<RoomReport>(child, 'report'),
    end: () => endProcess(child),
  };
}
